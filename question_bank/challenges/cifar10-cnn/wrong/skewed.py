"""Train/serve skew: training sees scaled pixels, the judge's images stay bytes."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10

(x_train, y_train), (x_val, y_val) = cifar10.load_data()
x_train = x_train.astype("float32") / 127.5 - 1.0
x_val = x_val.astype("float32") / 127.5 - 1.0

model = Sequential(
    [
        Input((32, 32, 3)),
        layers.Conv2D(16, 3, strides=2, activation="tanh"),
        layers.Conv2D(32, 3, strides=2, activation="tanh"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    x_train,
    y_train,
    epochs=2,
    batch_size=128,
    validation_data=(x_val, y_val),
    verbose=2,
)
