"""Channels shut and opened again."""
