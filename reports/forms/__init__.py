"""Official tables on paper: workbook and document, both read off the filled table."""
