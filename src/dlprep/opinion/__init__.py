"""Language models behind OpenAI-compatible servers; only this package imports their client."""
