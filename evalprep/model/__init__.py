"""What is known: the project file as frozen pydantic models, its values, scales and identifiers, and verdicts."""
