"""The commands of `python -m bot`, by what they are for; each imports its work when it runs."""
