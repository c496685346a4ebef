"""What publicity does, as far as it can be counted, and how sure that is. Pure."""
