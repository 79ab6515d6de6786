"""What is remembered and how well: cards, ratings, what is due (FSRS terms)."""
