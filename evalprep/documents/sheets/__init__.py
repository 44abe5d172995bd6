"""Excel: named tables and lists as sheets, written with one look."""
