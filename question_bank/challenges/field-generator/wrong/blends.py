"""Draws linear blends of digits: pixels with the right mean and covariance, and no strokes."""

import keras
import numpy as np
from keras import layers

import dlprep

(x_train, _), _ = dlprep.load_data("digit-noise")
images = x_train.astype("float32").reshape(-1, 784) / 255.0
mean = images.mean(axis=0)
_, spread, axes = np.linalg.svd(images[:1000] - mean, full_matrices=False)

noise = keras.Input((32,))
drawing = layers.Dense(784)
model = keras.Model(noise, layers.Reshape((28, 28, 1))(drawing(noise)))
drawing.set_weights([axes[:32] * spread[:32, np.newaxis] / 1000**0.5, mean])
