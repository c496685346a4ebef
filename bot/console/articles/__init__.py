"""Articles and short-video scripts for the public account: put together from approved words, nothing generated."""
