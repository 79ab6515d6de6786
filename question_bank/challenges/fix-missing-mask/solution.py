"""The state of a machine after its last event, read by an LSTM that stops where the log stops.

What differs from the starting point, and why:
- `mask_zero=True` tells the LSTM which steps are padding: it carries its state over
  them unchanged. Without the mask the zeros behind the last event wash the state out,
  and a gradient would have to come back through 130 of them;
- the records are cut to the longest log. Masked steps teach nothing and still take time.
"""

import keras
from keras import layers

import dlprep

EVENTS = 24
LENGTH = 40  # the longest log of the training part has 30 events

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("machine-logs")


def preprocess(logs):
    """The first steps of the records, with all events and little padding."""
    return logs[:, :LENGTH]


model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int32"),
        layers.Embedding(EVENTS, 16, mask_zero=True),
        layers.LSTM(32),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=32,
    epochs=3,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
