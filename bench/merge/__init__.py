"""How good and how dear the merge is: worlds, the processes that merge them, and what is told of it."""
