"""Rasa actions, one short file each. They read the assessment and choose words; no side effects."""
