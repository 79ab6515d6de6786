"""Predicts the next character of a review; it runs, and makes little of its data.

Run it and compare its perplexity with the 600 of plain guessing. Then count: how many
predictions does one row of 20 characters allow?
"""

import dlprep
import keras
from keras import layers

VOCABULARY = 600

keras.utils.set_random_seed(0)
(x_train, y_train), (x_val, y_val) = dlprep.load_data("zh-next-char")

# Step 1: a cheaper way to look back over 20 characters than an LSTM?
model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],), dtype="int32"),
        layers.Embedding(VOCABULARY, 32),
        layers.LSTM(32),
        layers.Dense(VOCABULARY, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")

# Step 2: each row is used for one prediction, of the character after the last.
# Step 3: the rate, the number of passes, and what is done about overfitting.
model.fit(
    x_train,
    y_train,
    batch_size=128,
    epochs=2,
    validation_data=(x_val, y_val),
    verbose=2,
)
