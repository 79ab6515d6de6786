"""Never raises an alarm: right for 99 payments in 100, and worth nothing."""

import dlprep
import keras
import numpy as np
from keras import layers

(x_train, _), _ = dlprep.load_data("payments")

model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],)),
        layers.Rescaling(0.0),
        layers.Dense(1, activation="sigmoid", bias_initializer="zeros"),
    ]
)
model.layers[-1].set_weights([np.zeros((10, 1)), np.array([-4.6])])
