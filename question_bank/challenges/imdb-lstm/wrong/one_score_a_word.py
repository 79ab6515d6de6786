"""The LSTM returns its whole sequence: the head scores every word, not the review."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.utils import pad_sequences

(x_train, y_train), _ = imdb.load_data(num_words=2000)


def preprocess(reviews):
    return pad_sequences(reviews, maxlen=60)


model = Sequential(
    [
        Input((60,), dtype="int32"),
        layers.Embedding(2000, 16),
        layers.LSTM(16, return_sequences=True),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "mse")
model.fit(
    preprocess(x_train),
    y_train.reshape(-1, 1, 1).astype("float32"),
    epochs=1,
    batch_size=256,
    verbose=2,
)
