"""Pictures on the way in: the door, and the client of the process that reads them."""
