"""Anti-fraud assistant: understanding, deciding, replying and the doors to it."""
