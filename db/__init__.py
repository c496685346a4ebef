"""The knowledge base and the conversations' state, in SQL. Knows nothing of bot/."""
