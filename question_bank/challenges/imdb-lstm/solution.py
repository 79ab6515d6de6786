"""Positive or negative review with an LSTM: one script for both tiers.

What differs from the starting point, and why:
- padding follows the lengths that occur instead of a round 500, since time grows
  with every padded step;
- padding is one function, which the judge calls too, so that training and serving
  cannot differ;
- the maximum over all time steps feeds the classifier, so that a word far from the
  end still has a short path;
- the budget is a number of weight updates; more passes only learn the reviews by heart.
"""

import keras
import numpy as np
from keras import layers
from keras.datasets import imdb

WORDS = 10_000  # padding, start, unknown, one unused id, and the 9,996 commonest words
LONGEST = 200
BATCH = 128
UPDATES = 320  # four passes over 10,000 reviews, two over 20,000
PEAK_RATE = 4e-3

keras.utils.set_random_seed(0)

# The second pair is a validation part: the test part stays with the judge.
(x_train, y_train), (x_val, y_val) = imdb.load_data(num_words=WORDS)

# Nine of ten reviews fit, or the limit holds.
LENGTH = int(min(LONGEST, np.percentile([len(review) for review in x_train], 90)))


def preprocess(reviews):
    """Lists of word ids to one matrix.

    Long reviews lose their beginning, since the verdict tends to stand at the end;
    short ones get zeros in front, so that the last step is always a word.
    """
    return keras.utils.pad_sequences(
        reviews, maxlen=LENGTH, padding="pre", truncating="pre"
    )


def build_model():
    """Embedding, LSTM over every step, maximum over time, one sigmoid unit."""
    return keras.Sequential(
        [
            keras.Input((LENGTH,), dtype="int32"),
            layers.Embedding(WORDS, 64),
            # Drops whole channels: neighbouring steps carry the same information.
            layers.SpatialDropout1D(0.2),
            layers.LSTM(64, return_sequences=True),
            layers.GlobalMaxPooling1D(),
            layers.Dropout(0.3),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


steps = -(-len(x_train) // BATCH)
epochs = max(1, round(UPDATES / steps))

model = build_model()
model.compile(
    optimizer=keras.optimizers.Adam(
        keras.optimizers.schedules.CosineDecay(PEAK_RATE, decay_steps=epochs * steps),
        # Gradients through 200 steps can explode; this caps their length and keeps
        # their direction.
        clipnorm=1.0,
    ),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=BATCH,
    epochs=epochs,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
