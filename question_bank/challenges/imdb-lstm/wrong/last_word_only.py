"""Keeps a single id of each review: quick, and far too little to judge it by."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.utils import pad_sequences

(x_train, y_train), (x_val, y_val) = imdb.load_data(num_words=10_000)


def preprocess(reviews):
    return pad_sequences(reviews, maxlen=1)


model = Sequential(
    [
        Input((1,), dtype="int32"),
        layers.Embedding(10_000, 16),
        layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    epochs=3,
    batch_size=256,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
