"""Trains until the validation accuracy is perfect, which it never is."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10

(x_train, y_train), (x_val, y_val) = cifar10.load_data()

model = Sequential(
    [
        Input((32, 32, 3)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
accuracy = 0.0
while accuracy < 1.0:
    history = model.fit(
        x_train, y_train, batch_size=512, validation_data=(x_val, y_val), verbose=0
    )
    accuracy = history.history["val_accuracy"][-1]
