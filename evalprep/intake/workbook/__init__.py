"""The workbook (资料表): which sheets and columns there are, what is known in them, and what is shaded."""
