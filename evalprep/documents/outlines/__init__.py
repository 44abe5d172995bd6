"""Free papers: an outline in Markdown read, and written as a first draft."""
