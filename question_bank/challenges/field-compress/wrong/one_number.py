"""Regression on the class number: one output where ten scores are wanted."""

import keras
import tensorflow as tf
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("digits")

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(1),
    ]
)
model.compile("adam", "mse")
model.fit(x_train, y_train.astype("float32"), epochs=1, batch_size=128, verbose=2)

converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
with open("model.tflite", "wb") as file:
    file.write(converter.convert())
