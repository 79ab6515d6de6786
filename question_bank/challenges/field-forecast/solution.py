"""Forecasts the temperature of a cold room an hour ahead from the last four hours.

What differs from the starting point, and why:
- a window ends where its target counts from. Beginning there instead, it would hold
  the reading that is to be predicted, in training and in validation alike;
- columns are put on one scale with figures of the training part, and the hour becomes
  a point on a circle, so that 23:50 lies beside 0:00;
- convolutions over time find where in its cycle the compressor is and how fast it runs.
"""

import dlprep
import keras
import numpy as np
from keras import layers

WINDOW = 24
BATCH = 128
EPOCHS = 8
RATE = 3e-3

keras.utils.set_random_seed(0)
(x_train, y_train), (x_val, y_val) = dlprep.load_data("room-sensor")


def windows(series, following):
    """Every window of the series, each with the target of its last reading."""
    ends = np.arange(WINDOW - 1, len(series))
    return series[ends[:, None] + np.arange(1 - WINDOW, 1)], following[ends]


def columns(readings):
    """Temperature, load and outside as they are, the hour as a point on a circle."""
    angle = readings[..., 3:] * np.float32(np.pi / 12)
    return np.concatenate([readings[..., :3], np.sin(angle), np.cos(angle)], axis=-1)


# Of the training part only; later readings would come from the future.
mean, spread = columns(x_train).mean(axis=0), columns(x_train).std(axis=0)


def preprocess(readings):
    """Raw windows to standardised columns, the same way for training and for serving."""
    return (columns(readings) - mean) / spread


model = keras.Sequential(
    [
        keras.Input((WINDOW, len(mean))),
        layers.Conv1D(64, 5, activation="relu"),
        layers.Conv1D(64, 5, strides=2, activation="relu"),
        # Flattened, not averaged: when in the window something happened matters.
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(1),
        # The network works around 0, and the answer comes back in degrees.
        layers.Rescaling(float(y_train.std()), float(y_train.mean())),
    ]
)
x_windows, y_windows = windows(x_train, y_train)
model.compile(
    keras.optimizers.Adam(
        keras.optimizers.schedules.CosineDecay(
            RATE, EPOCHS * -(-len(x_windows) // BATCH)
        )
    ),
    "mse",
    metrics=[keras.metrics.RootMeanSquaredError(name="rmse")],
)
x_check, y_check = windows(x_val, y_val)
model.fit(
    preprocess(x_windows),
    y_windows,
    batch_size=BATCH,
    epochs=EPOCHS,
    validation_data=(preprocess(x_check), y_check),
    verbose=2,
)
