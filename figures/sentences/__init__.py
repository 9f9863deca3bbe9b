"""工作报告文字: paragraphs whose numbers come from the evaluator, said by rule and never above the truth."""
