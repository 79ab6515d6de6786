"""SGD with an absurd rate and no clipping: the weights overflow to NaN."""

from keras import Input, Sequential, layers
from keras.datasets import imdb
from keras.optimizers import SGD
from keras.utils import pad_sequences

(x_train, y_train), _ = imdb.load_data(num_words=2000)


def preprocess(reviews):
    return pad_sequences(reviews, maxlen=60)


model = Sequential(
    [
        Input((60,), dtype="int32"),
        layers.Embedding(2000, 16),
        layers.LSTM(16, activation="relu"),
        layers.Dense(1),
    ]
)
model.compile(SGD(1e9), "mse")
model.fit(
    preprocess(x_train)[:1024],
    y_train[:1024].astype("float32"),
    epochs=3,
    batch_size=64,
    verbose=2,
)
