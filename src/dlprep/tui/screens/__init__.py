"""One module a screen; `dlprep.tui.registry` imports each when it is first opened."""
