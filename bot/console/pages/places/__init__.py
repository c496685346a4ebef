"""Where kiosks stand and posters hang."""
