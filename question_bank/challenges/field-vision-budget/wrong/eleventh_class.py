"""Takes "unknown" for a class of its own: eleven scores, and mostly the answer "unknown"."""

import keras
from keras import layers

import dlprep

(x_train, y_train), _ = dlprep.load_data("few-labels")

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(11),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train + 1, epochs=1, batch_size=128, verbose=2)
