"""What is counted: periods, indicators and the one evaluator."""
