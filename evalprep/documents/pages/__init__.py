"""New Word files: plain blocks in, a file in the look of GB/T 9704-2012 out."""
