"""Filled official forms as a source: which form it is, and what its answers say of the fields that they were made of."""
