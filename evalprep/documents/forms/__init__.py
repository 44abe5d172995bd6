"""Official forms: found by their labels, filled and read back through one map."""
