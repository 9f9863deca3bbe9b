"""What is written down: each register's description and rules, and the ledgers taken in."""
