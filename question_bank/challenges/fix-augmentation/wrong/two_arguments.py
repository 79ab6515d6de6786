"""Asks for a second argument, which nobody gives when predictions are made."""

import keras
from keras import layers

import dlprep

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")

augment = keras.Sequential(
    [
        layers.RandomRotation(0.03, fill_mode="constant"),
        layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
    ]
)


def preprocess(images, training):
    images = images.astype("float32") / 255.0
    return augment(images, training=training).numpy()


model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ]
)
model.compile(
    keras.optimizers.Adam(2e-3),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    preprocess(x_train, training=True),
    y_train,
    batch_size=64,
    epochs=1,
    validation_data=(preprocess(x_val, training=False), y_val),
    verbose=2,
)
