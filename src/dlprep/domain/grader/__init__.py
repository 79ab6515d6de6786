"""How a free answer is read and graded against a rubric, by plain functions over text (interview.md 3.2)."""
