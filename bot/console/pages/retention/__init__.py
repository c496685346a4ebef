"""What is kept, for how long, and whether it is deleted in time."""
