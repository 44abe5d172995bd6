"""Papers as they are printed: Word, Excel and pictures as PDF, and all of them in one."""
