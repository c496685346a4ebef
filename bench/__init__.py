"""Speed beside a plain Rasa project: `make bench`. Nothing here is part of the assistant."""
