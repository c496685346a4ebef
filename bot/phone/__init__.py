"""The telephone: what a media program and the edge tell each other, and the call itself."""
