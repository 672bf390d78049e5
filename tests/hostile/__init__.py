"""A web that wishes us ill, on loopback: a path for each attack."""
