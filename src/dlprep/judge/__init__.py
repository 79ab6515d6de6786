"""Our side of a run: it prepares data, talks to the warden, keeps the labels and finds the verdict."""
