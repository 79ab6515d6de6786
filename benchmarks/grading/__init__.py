"""How well the grader of free answers agrees with people (docs/grading.md)."""
