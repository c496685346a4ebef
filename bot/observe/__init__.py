"""What the operator sees: structured logs, metrics, and the probe that says what changed."""
