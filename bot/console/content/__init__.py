"""Content as forms: which fields an item has, in the clerk's words. Pure: no request, no database."""
