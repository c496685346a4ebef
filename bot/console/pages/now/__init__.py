"""People with money gone or being pressed who asked for a call."""
