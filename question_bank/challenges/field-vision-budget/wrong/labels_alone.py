"""A small convolutional network on the hundred labelled images as they are."""

import keras
from keras import layers

import dlprep

(x_train, y_train), (x_val, y_val) = dlprep.load_data("few-labels")
known = y_train != -1

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10),
    ]
)
model.compile(
    "adam",
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    x_train[known],
    y_train[known],
    epochs=30,
    batch_size=20,
    verbose=2,
)
