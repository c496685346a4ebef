"""Links, numbers and accounts judged offline, by how they are made; nothing is opened or looked up."""
