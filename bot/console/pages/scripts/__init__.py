"""Scripts and the other words residents read: see, edit, preview, compare, hand in, approve."""
