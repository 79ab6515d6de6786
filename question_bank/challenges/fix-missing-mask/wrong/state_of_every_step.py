"""Returns the whole sequence to pick the last step later, and never picks it."""

import keras
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("machine-logs")

model = keras.Sequential(
    [
        keras.Input((160,), dtype="int32"),
        layers.Embedding(24, 8),
        layers.LSTM(8, return_sequences=True),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
labels = y_train[:512, None].repeat(160, axis=1)
model.fit(x_train[:512], labels, batch_size=128, epochs=1, verbose=2)
