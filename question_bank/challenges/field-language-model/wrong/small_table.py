"""The embedding has a row for each of 500 characters, and the ids go up to 599."""

import dlprep
import keras
from keras import layers

(x_train, y_train), _ = dlprep.load_data("zh-next-char")

model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],), dtype="int32"),
        layers.Embedding(500, 16),
        layers.Flatten(),
        layers.Dense(500),
    ]
)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, batch_size=128, epochs=1, verbose=2)
