"""A result as text or JSON. Formatters return text and print nothing."""
