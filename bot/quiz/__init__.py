"""The quiz: ten messages, scam or not, each with its reason. Pure: items and words come in as data."""
