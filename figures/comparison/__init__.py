"""对比分析: figures held against earlier ones and against those of other units, and why they sometimes cannot be."""
