"""The article's review classifier, to be mended and finished.

Run it: the first error names the line to look at. Three steps are left open, and
three traps of the original are left in: an argument that does nothing any more, a
length chosen without a look at the data, and a name that will mislead you later.
"""

from tensorflow.keras.datasets import imdb
from tensorflow.keras.layers import LSTM, Dense, Embedding
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

WORDS = 10_000
LENGTH = 500

(x_train, y_train), (x_test, y_test) = imdb.load_data(num_words=WORDS)


def preprocess(reviews):
    """Step 1: lists of unequal length to one matrix with LENGTH columns.

    The judge calls this on its hidden reviews before it predicts.
    """
    return reviews


model = Sequential()
model.add(Embedding(WORDS, 128, input_length=LENGTH))
model.add(LSTM(64))
# Step 2: one unit for two classes. Which activation makes its score a probability?
model.add(Dense(1))

model.compile(optimizer=Adam(0.001), loss="binary_crossentropy", metrics=["accuracy"])

# Step 3: how many passes? Every padded step costs time: look at the lengths first.
model.fit(
    preprocess(x_train),
    y_train,
    epochs=1,
    batch_size=64,
    validation_data=(preprocess(x_test), y_test),
)
