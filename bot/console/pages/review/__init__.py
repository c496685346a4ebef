"""What the assistant was unsure of: decided by people, and turned into examples and scripts."""
