"""A digit classifier for a device with hardly any memory, to be made small.

It runs and recognises digits well, but the file it saves is about 20 times as large as
the 20 KiB that the device has. Three steps are left open.
"""

import keras
import tensorflow as tf
from keras import layers

import dlprep

CLASSES = 10

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")

# Step 1: the file gets 0 to 255 as float32. Only what stands in the model travels along.
# Step 2: where are the weights, and which layers share theirs?
model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(CLASSES),
    ]
)
model.compile(
    "adam",
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    x_train,
    y_train,
    epochs=5,
    batch_size=64,
    validation_data=(x_val, y_val),
    verbose=2,
)

converter = tf.lite.TFLiteConverter.from_keras_model(model)
# Step 3: how many bytes does a weight need?
with open("model.tflite", "wb") as file:
    file.write(converter.convert())
