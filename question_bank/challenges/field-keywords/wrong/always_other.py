"""Always answers "no keyword": right in half of all cases, and of no use at all."""

import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input((3000,)), layers.Dense(8)])
weights, bias = model.get_weights()
model.set_weights([np.zeros_like(weights), np.eye(8, dtype="float32")[7]])
