"""No convolution: one linear layer cannot follow a shape that moves or is recoloured."""

from keras import Input, Sequential, layers
from keras.datasets import cifar10

(x_train, y_train), (x_val, y_val) = cifar10.load_data()


def preprocess(images):
    return images.astype("float32") / 255.0


model = Sequential(
    [Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation="softmax")]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    epochs=5,
    batch_size=128,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
