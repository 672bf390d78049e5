"""What strangers may send our readers, and how it is tried: see bench/fuzz.py."""
