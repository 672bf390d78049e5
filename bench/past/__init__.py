"""Some days of a simulated market, read and merged one after the other, beside what is true of them."""
