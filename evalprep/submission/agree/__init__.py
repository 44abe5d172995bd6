"""Paper against paper: what the files of a submission say, read back from the files, and where they disagree."""
