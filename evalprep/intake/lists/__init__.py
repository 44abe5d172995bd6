"""From the cells of a sheet to what the project file would hold: our own workbook, and an applicant's own lists."""
