"""Planning towards the morning of an interview: what is asked, how ready one is, what to do each day."""
