"""Copies of the database: made, verified, kept for a while, and put back; and the file put in order after a day's work."""
