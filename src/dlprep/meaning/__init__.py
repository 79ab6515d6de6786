"""Sentences as vectors, by models that packages carry: the only place that imports them."""
