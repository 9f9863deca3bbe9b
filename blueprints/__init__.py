"""The pages. A view loads, validates, acts, answers; rules live below."""
