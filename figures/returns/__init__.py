"""The month as an account: who sends what up by when, who checks and locks it, and how the work stands."""
