"""What sources give against what stands in the project: changes, conflicts, and the edits that carry them out."""
