"""One run that sets our classifier beside what else could have been built."""
