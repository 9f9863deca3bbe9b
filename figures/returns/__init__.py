"""The month as an account: what is sent up, checked and locked, and how locked figures differ from the living."""
