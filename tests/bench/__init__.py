"""Measures speed and memory: `make bench`. Prints its figures and writes them to bench.json."""
