"""From raw readings of pumps to a file that production can use: the article's flow, unfinished.

It runs from end to end, and every step of it is too simple: the loss is NaN, the labels
are half lost, and the file expects inputs that nobody in production prepares. Finish the
steps in their order.
"""

import keras
import numpy as np
from keras import layers

import dlprep

# Vibration, temperature, pressure, flow, speed, age, kind of pump (1 to 4), hours run.
NAMES = ("normal", "worn", "failing")

keras.utils.set_random_seed(0)

(x_train, t_train), (x_val, t_val) = dlprep.load_data("pumps")


def labelled(rows, texts):
    """Step 1, clean: the rows with a label, and its number.

    How are the labels spelt? Which rows are gaps, and which are repeats?
    """
    labels = [NAMES.index(text) if text in NAMES else 0 for text in texts]
    return rows, np.array(labels)


x_train, y_train = labelled(x_train, t_train)
x_val, y_val = labelled(x_val, t_val)

# Step 2, build: what is done to the inputs here, production will not do. Put it into
# the model; layers of Keras and `keras.ops` survive saving, layers of your own do not.
mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
x_train, x_val = (x_train - mean) / deviation, (x_val - mean) / deviation

model = keras.Sequential(
    [
        keras.Input((8,)),
        layers.Dense(32, activation="gelu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# Step 3, train and evaluate: on what does the second curve stand?
model.fit(
    x_train, y_train, batch_size=64, epochs=3, validation_data=(x_val, y_val), verbose=2
)

# Step 4, export: does the file say the same of raw readings as the model in memory?
model.save("model.keras")
