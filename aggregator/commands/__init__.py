"""One file a command: a thin door that reads options, calls one function, says one line."""
