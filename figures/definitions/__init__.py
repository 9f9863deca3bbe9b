"""The definitions of all figures, a file for each register."""
