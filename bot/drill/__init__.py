"""Drills: a published script played as its scammer would, and where it stops. Pure: words come in as data."""
