"""One-hot labels with the sparse loss, which wants class numbers."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10
from keras.utils import to_categorical

(x_train, y_train), _ = cifar10.load_data()


def preprocess(images):
    return images.astype("float32") / 255.0


model = Sequential(
    [Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    to_categorical(y_train, 10),
    epochs=1,
    batch_size=128,
    verbose=2,
)
