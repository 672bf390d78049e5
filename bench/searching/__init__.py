"""What the measuring of search is made of."""
