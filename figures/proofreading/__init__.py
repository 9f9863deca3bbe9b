"""校核文字: each number of a pasted paragraph is held against the figures: 对, 不符 or 无法核对, and why."""
