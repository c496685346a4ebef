"""The staff console: its own process, its own port, never reached through the public edge."""
