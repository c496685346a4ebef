"""Rasa graph components, one a file. They read exports and models, never the database."""
