"""From an assessment to blocks, from blocks to a channel. Pure: words come in as data."""
