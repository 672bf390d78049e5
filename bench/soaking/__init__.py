"""What soaking is made of: a world of its own process, visitors, writers, and what watches them."""
