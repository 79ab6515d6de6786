"""Scales outside of the model, for training and for the samples: the device feeds bytes."""

import keras
import tensorflow as tf
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")
x_train = x_train.astype("float32") / 127.5 - 1.0

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(10),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=2)

converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.representative_dataset = lambda: ([x_train[i : i + 1]] for i in range(200))
with open("model.tflite", "wb") as file:
    file.write(converter.convert())
