"""Forecasts the temperature of a cold room an hour ahead; too good in validation.

Run it and distrust what you see. Which reading is the last that a window may hold?
"""

import dlprep
import keras
import numpy as np
from keras import layers

WINDOW = 24

keras.utils.set_random_seed(0)
# One long series each: y[t] is the temperature six readings after x[t].
(x_train, y_train), (x_val, y_val) = dlprep.load_data("room-sensor")


def windows(series, following):
    """Step 1: cuts a series into windows of 24 readings, each with its target."""
    starts = np.arange(len(series) - WINDOW + 1)
    return series[starts[:, None] + np.arange(WINDOW)], following[starts]


# Step 2: the four columns have different units, and the hour is a circle.
def preprocess(readings):
    """Windows (n, 24, 4) to inputs; the judge calls this on its hidden windows."""
    return (readings - 5.0) / 3.0


model = keras.Sequential(
    [
        keras.Input((WINDOW, 4)),
        # Step 3: a layer that can see a rhythm.
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(1),
    ]
)
model.compile(keras.optimizers.Adam(0.003), "mse")

x_windows, y_windows = windows(x_train, y_train)
x_check, y_check = windows(x_val, y_val)
model.fit(
    preprocess(x_windows),
    y_windows,
    batch_size=64,
    epochs=8,
    validation_data=(preprocess(x_check), y_check),
    verbose=2,
)
