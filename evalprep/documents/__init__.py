"""Word papers: a form found by its labels, filled and read back through one map. Knows text and cells, no project.

`formmap`, `values` and `labels` are plain and start fast; only the other modules load lxml.
"""
