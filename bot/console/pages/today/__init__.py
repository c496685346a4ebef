"""How many asked, for what, and what came of it."""
