"""The official tables, a file for each."""
