"""What staff look at: doubtful matters, and texts fit to be shown. Pure; never imports Rasa."""
