"""PUBLIC: the only process besides the console that the outside may reach. Never imports Rasa."""
