"""Who may come in and what they may do: decisions without I/O, and the few hashes they need."""
