"""Many applicants: paths in, jobs over an executor, what came of each in the order of the paths."""
