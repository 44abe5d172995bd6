"""Our own text files: strict YAML with line numbers, the project file, the library of checklists and forms."""
