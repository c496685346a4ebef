"""How many machines a number of messages needs: a queueing model fed with measured service times."""
