"""Figures drawn in glyphs: values and a size in, text out. Nothing is told by colour alone."""
