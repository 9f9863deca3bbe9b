"""Who works here: units, accounts, access to rows, the audit chain, the domain's errors."""
