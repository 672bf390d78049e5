"""What every page reads: the visitor's language, the question asked, the offers that answer it."""
