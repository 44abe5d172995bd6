"""How data comes in: by interview, by workbook or list, by a filled form; all of it merged into one project file."""
