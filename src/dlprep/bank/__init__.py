"""From authored files to a validated question bank."""
