"""Pure decisions: what is known, what to ask, how bad it is, what to do next."""
