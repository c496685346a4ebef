"""What residents reported, what goes to the police, and the blocklist."""
