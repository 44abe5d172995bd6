"""How data comes in: the interview's plan (pure) and its prompts."""
