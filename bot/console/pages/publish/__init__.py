"""发布: what waits, the job that makes a release, releases and the way back."""
