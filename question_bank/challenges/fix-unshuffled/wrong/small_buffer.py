"""Shuffles before it batches, in a buffer that holds far less than one file."""

import dlprep
import keras
import numpy as np
import tensorflow as tf
from keras import layers

EPOCHS = 5
BATCH = 64

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")


def preprocess(images):
    """Bytes 0..255 to float32 in 0..1; the judge calls this too."""
    return images.astype("float32") / 255.0


def file_of(digit):
    """What one file of the export holds: all images of one digit, and their labels."""
    chosen = y_train == digit
    return x_train[chosen], y_train[chosen]


files = [file_of(digit) for digit in range(10)]
images = np.concatenate([images for images, _ in files])
labels = np.concatenate([labels for _, labels in files])

train = tf.data.Dataset.from_tensor_slices((preprocess(images), labels))
train = train.shuffle(100).batch(BATCH).prefetch(2)

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 5, strides=2, use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
        layers.Conv2D(32, 3, strides=2, use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
        layers.Flatten(),
        layers.Dense(64, use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
        layers.Dense(10),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(2e-3),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    train, epochs=EPOCHS, validation_data=(preprocess(x_val), y_val), verbose=2
)
