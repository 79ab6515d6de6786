"""Predicts that nothing changes: the last temperature of the window, an hour later."""

import dlprep
import keras
from keras import layers

(x_train, y_train), _ = dlprep.load_data("room-sensor")

readings = keras.Input((24, 4))
last = layers.Lambda(lambda window: window[:, -1, :1])(readings)
model = keras.Model(readings, last)
