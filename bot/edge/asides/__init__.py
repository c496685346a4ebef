"""What the edge itself asks beside the matter: a call back, how it ended, a visit. Rasa knows nothing of it."""
