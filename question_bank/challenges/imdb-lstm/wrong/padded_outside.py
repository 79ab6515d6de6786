"""Pads outside of any function: the judge is left with lists of unequal length."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.utils import pad_sequences

(x_train, y_train), (x_val, y_val) = imdb.load_data(num_words=2000)
x_train, x_val = pad_sequences(x_train, maxlen=60), pad_sequences(x_val, maxlen=60)

model = Sequential(
    [
        Input((60,), dtype="int32"),
        layers.Embedding(2000, 16),
        layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(
    x_train,
    y_train,
    epochs=1,
    batch_size=256,
    validation_data=(x_val, y_val),
    verbose=2,
)
