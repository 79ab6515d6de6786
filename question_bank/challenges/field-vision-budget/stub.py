"""Digits with ten labels a class, to be finished.

It runs, fits its hundred labels perfectly, and has far more weights than the budget of
30,000 allows. The other 3,400 images are not used at all. Three steps are left open.
"""

import keras
from keras import layers

import dlprep

CLASSES = 10
UNKNOWN = -1  # the label of an image that nobody has looked at

(x_train, y_train), (x_val, y_val) = dlprep.load_data("few-labels")
known = y_train != UNKNOWN

# Step 1: a network within the budget. Which layer holds most of the weights?
model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(CLASSES, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# Step 2: ten images a class are few. In which ways may a digit look different and still be
# the same digit?
model.fit(
    x_train[known],
    y_train[known],
    epochs=30,
    batch_size=20,
    validation_data=(x_val, y_val),
    verbose=2,
)

# Step 3: x_train[~known] are 3,400 digits. What does your model say they are, and how surely?
