"""The terminal app. Nothing here imports pydantic, storage or TensorFlow before the first frame."""
