"""A second opinion on an answer, by a language model that nobody has to trust: plain functions over text."""
