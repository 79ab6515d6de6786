"""No hidden layer at all: small enough, and not clever enough."""

import keras
import tensorflow as tf
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(10),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=10, batch_size=64, verbose=2)

converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
with open("model.tflite", "wb") as file:
    file.write(converter.convert())
