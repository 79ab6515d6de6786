"""An interview as plain values: its plan, its turns, and pure functions that say what comes next."""
