"""The embedding has fewer rows than there are ids: looking up a rarer word fails."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.utils import pad_sequences

(x_train, y_train), _ = imdb.load_data(num_words=3000)


def preprocess(reviews):
    return pad_sequences(reviews, maxlen=60)


model = Sequential(
    [
        Input((60,), dtype="int32"),
        layers.Embedding(100, 16),
        layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(preprocess(x_train), y_train, epochs=1, batch_size=256, verbose=2)
