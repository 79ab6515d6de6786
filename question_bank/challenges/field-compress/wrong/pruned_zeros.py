"""Sets nine of ten weights to zero: a zero takes as many bytes as any number."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")

hidden = layers.Dense(128, activation="relu")
model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        hidden,
        layers.Dense(10),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=2)

weights, bias = hidden.get_weights()
small = np.abs(weights) < np.quantile(np.abs(weights), 0.9)
hidden.set_weights([np.where(small, 0.0, weights), bias])

converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
with open("model.tflite", "wb") as file:
    file.write(converter.convert())
