"""A rate a billion times too high: the weights overflow, every prediction is NaN."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10
from keras.optimizers import SGD

(x_train, y_train), _ = cifar10.load_data()


def preprocess(images):
    return images.astype("float32") / 255.0


model = Sequential(
    [
        Input((32, 32, 3)),
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
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
