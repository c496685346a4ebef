"""The section 宣传: posters, articles, and whether they work."""
