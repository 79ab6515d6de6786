"""Trains on random crops of 20 by 20 pixels and predicts whole images with the same network."""

import keras
from keras import layers

import dlprep

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")

augment = keras.Sequential(
    [
        layers.RandomRotation(0.03, fill_mode="constant"),
        layers.RandomCrop(20, 20),
    ]
)


def preprocess(images):
    return images.astype("float32") / 255.0


def view(images):
    return augment(preprocess(images), training=True).numpy()


model = keras.Sequential(
    [
        keras.Input((20, 20, 1)),
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
    view(x_train),
    y_train,
    batch_size=64,
    epochs=1,
    validation_data=(view(x_val), y_val),
    verbose=2,
)
