"""Trains on both columns of y: the model has one score, and the labels are pairs."""

import dlprep
import keras
from keras import layers

(x_train, y_train), _ = dlprep.load_data("plays")
LISTENERS, SONGS = x_train.max(axis=0) + 1

pairs = keras.Input((2,), dtype="int32")
listeners = layers.Embedding(int(LISTENERS), 8)(pairs[:, 0])
songs = layers.Embedding(int(SONGS), 8)(pairs[:, 1])
model = keras.Model(pairs, layers.Dot(axes=1)([listeners, songs]))
model.compile("adam", "binary_crossentropy")
model.fit(x_train, y_train, batch_size=512, epochs=1, verbose=2)
