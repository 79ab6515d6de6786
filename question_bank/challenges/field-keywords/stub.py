"""Seven keywords in short sounds, to be finished.

It runs, and the training curve rises; the other one does not. The network sees 3,000
pressures in a row: a word that starts a hundredth of a second later is a different
input to it. Three steps are left open.
"""

import keras
from keras import layers

import dlprep

RATE = 6_000  # numbers a second
CLASSES = 8  # seven keywords, and everything else

(x_train, y_train), (x_val, y_val) = dlprep.load_data("tones")


def preprocess(sounds):
    """Step 1: from waveforms (n, 3000) to something in which a word looks like itself.

    The judge calls this on its hidden sounds before it predicts.
    """
    return sounds.astype("float32") / 32768.0


inputs = preprocess(x_train)

# Step 2: a network that finds a pattern wherever it stands.
model = keras.Sequential(
    [
        keras.Input(inputs.shape[1:]),
        layers.Dense(64, activation="relu"),
        layers.Dense(CLASSES, activation="softmax"),
    ]
)

# Step 3: half of the sounds are no keyword. What does accuracy say about the other half?
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    inputs,
    y_train,
    epochs=10,
    batch_size=32,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
