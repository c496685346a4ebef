"""From the knowledge base to a served model: export, train, measure, gate, swap."""
