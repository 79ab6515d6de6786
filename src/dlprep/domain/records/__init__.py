"""What the history says, as figures: streaks, weeks, calibration, retention, interviews and challenges."""
