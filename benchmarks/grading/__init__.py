"""How well the grader of free answers agrees with people: `python -m benchmarks.grading` (docs/grading.md)."""
