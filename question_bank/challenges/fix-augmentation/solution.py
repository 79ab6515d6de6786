"""Digits with augmentation that keeps the labels, in training only.

What differs from the starting point, and why:
- small shifts and turns, as handwriting has them. A flipped 2 is no 2, and a 6 turned
  by half a circle is a 9;
- the layers are part of the model, where Keras switches them off for predictions, so
  `preprocess` gives the same answer for the same image every time;
- the rate comes down along a cosine: the noise of augmentation calls for small steps
  in the end.
"""

import keras
from keras import layers

import dlprep

EPOCHS, BATCH = 8, 64

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")


def preprocess(images):
    """Small numbers, and nothing that is left to chance."""
    return images.astype("float32") / 255.0


model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
        layers.RandomRotation(0.03, fill_mode="constant"),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ]
)
steps = -(-len(x_train) // BATCH)
model.compile(
    keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(3e-3, EPOCHS * steps)),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=BATCH,
    epochs=EPOCHS,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
