"""Which state is a machine in after the last event of its log? An LSTM that learns nothing.

The network is large enough and the labels are right; after three passes the loss is
still where it began. The events are there: look at what the LSTM reads after them.
"""

import keras
from keras import layers

import dlprep

EVENTS = 24  # ids below this; 0 fills the record up to its full length
LENGTH = 160

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("machine-logs")

model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int32"),
        layers.Embedding(EVENTS, 16),
        layers.LSTM(32),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    x_train,
    y_train,
    batch_size=64,
    epochs=3,
    validation_data=(x_val, y_val),
    verbose=2,
)
