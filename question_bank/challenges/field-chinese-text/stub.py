"""Finds complaints among raw Chinese reviews; runs, and learns next to nothing.

Run it and look at three things: what a token is here, how many tokens a review has,
and how the classes are spread.
"""

import dlprep
import keras
from keras import layers

WORDS = 8_000
LENGTH = 60

keras.utils.set_random_seed(0)
(x_train, y_train), (x_val, y_val) = dlprep.load_data("zh-reviews")

# Step 1: from a text to tokens. Print vectorize(x_train[:1]) and the vocabulary.
vectorize = layers.TextVectorization(max_tokens=WORDS, output_sequence_length=LENGTH)
vectorize.adapt(x_train)


def preprocess(texts):
    """Raw texts to a matrix of token numbers; the judge calls this, too."""
    return vectorize(texts)


# Step 2: what the model sees of a review, and of its order.
model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int64"),
        layers.Embedding(WORDS, 32),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])

# Step 3: one review in four is a complaint. What does accuracy say about finding them?
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=64,
    epochs=4,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
