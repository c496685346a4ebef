"""Return visits: people who lost money and agreed, or whom the police ask us to visit."""
