"""Speech on the way in: the ears every channel uses, the door, and the question whether it was heard right."""
