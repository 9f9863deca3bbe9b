"""The books of locked months: how records are counted into them, sealed, and read as official figures."""
