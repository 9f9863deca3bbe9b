"""Taking in a ledger: read the file, map its headings, check its rows, store the good ones."""
