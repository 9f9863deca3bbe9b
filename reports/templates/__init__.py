"""The superior's own template: looked through, shown as a grid, filled, compared with last year's; the original is kept."""
