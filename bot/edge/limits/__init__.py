"""How much one person, and one address, may ask; see docs/adr/0025-rate-limits.md."""
