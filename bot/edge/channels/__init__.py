"""Channels of others: each in a folder of its own, each behind the same edge."""
