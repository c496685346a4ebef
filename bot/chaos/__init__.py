"""Breaks the running system on purpose, one thing at a time, and counts what residents notice."""
