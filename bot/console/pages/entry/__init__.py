"""Before one is known: log in, the code of the phone, an invitation, log out."""
