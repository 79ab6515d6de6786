"""What dlprep is about, in plain values: no clock, disk, network or interface."""
