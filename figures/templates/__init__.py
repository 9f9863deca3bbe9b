"""The superior's own template: what its cells mean, kept by template and year, proposed from headings, worked out."""
