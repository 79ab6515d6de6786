"""The datasets of the challenges: where they come from, how they are split, and what stays hidden.

Plain functions over files. Nothing here imports TensorFlow, Keras or the packages whose data files are read,
and NumPy is imported only inside functions, so that the interface may import this package.
"""
