"""What goes out: workbooks and charts. Only here is openpyxl written with."""
