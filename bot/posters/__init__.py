"""Posters: approved words, set in Chinese type by Chromium, for where people walk past."""
