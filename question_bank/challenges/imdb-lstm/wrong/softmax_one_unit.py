"""Softmax over a single unit is 1 for every review, whatever the loss says."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.utils import pad_sequences

(x_train, y_train), (x_val, y_val) = imdb.load_data(num_words=2000)


def preprocess(reviews):
    return pad_sequences(reviews, maxlen=60)


model = Sequential(
    [
        Input((60,), dtype="int32"),
        layers.Embedding(2000, 16),
        layers.LSTM(16),
        layers.Dense(1, activation="softmax"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    epochs=1,
    batch_size=256,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
