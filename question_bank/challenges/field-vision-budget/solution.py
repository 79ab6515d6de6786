"""Digits with ten labels a class and 30,000 weights: augment, then learn from the unlabelled.

What differs from the starting point, and why:
- convolution shares its weights over the image: under 18,000 of them see more than
  100,000 of a dense layer did;
- every image is moved, turned and scaled a little each time it is shown: what a digit may
  do without becoming another is knowledge that no label has to carry;
- the model then labels the other 3,400 images itself, and learns from those it is sure of.
"""

import keras
import numpy as np
from keras import layers

import dlprep

CLASSES = 10
UNKNOWN = -1
BATCH = 50
SURE = 0.95
STEPS, EPOCHS = 100, 4  # a stage: one with labels, two with the model's own

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("few-labels")
known = y_train != UNKNOWN


def build_model():
    """Augmentation, three stages of convolution and pooling, ten logits."""
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            # Active in training only. No flips: a mirrored 2 is no 2.
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomRotation(0.05, fill_mode="constant"),
            layers.RandomZoom(0.15, fill_mode="constant"),
        ]
    )
    for filters in (16, 32, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.MaxPooling2D())
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(CLASSES))
    return model


def train(model, images, labels):
    """The same number of updates and a rate that falls to zero, however many images there are."""
    # A few images are repeated until they fill an epoch: each time they look different.
    order = np.resize(np.arange(len(images)), STEPS * BATCH)
    model.compile(
        keras.optimizers.Adam(
            keras.optimizers.schedules.CosineDecay(3e-3, EPOCHS * STEPS)
        ),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(
        images[order],
        labels[order],
        batch_size=BATCH,
        epochs=EPOCHS,
        validation_data=(x_val, y_val),
        verbose=2,
    )


model = build_model()
train(model, x_train[known], y_train[known])

for _ in range(2):
    logits = model.predict(x_train, batch_size=500, verbose=0)
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    labels = np.where(known, y_train, logits.argmax(axis=1))
    # A wrong label that is learnt is repeated; so only sure ones count, and the true stay.
    used = known | (chances.max(axis=1) > SURE)
    train(model, x_train[used], labels[used])
