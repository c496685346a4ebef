"""How well the trained model understands: figures on texts it never saw."""
