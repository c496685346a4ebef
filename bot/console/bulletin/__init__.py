"""The weekly bulletin for the joint meeting: figures and approved words, nothing generated."""
