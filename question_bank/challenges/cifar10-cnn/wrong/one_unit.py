"""Regression on the class number: one output where ten scores are needed."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10

(x_train, y_train), _ = cifar10.load_data()


def preprocess(images):
    return images.astype("float32") / 255.0


model = Sequential(
    [
        Input((32, 32, 3)),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(1),
    ]
)
model.compile("adam", "mse")
model.fit(
    preprocess(x_train), y_train.astype("float32"), epochs=1, batch_size=128, verbose=2
)
