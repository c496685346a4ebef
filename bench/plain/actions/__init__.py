"""The actions of the plain project."""
