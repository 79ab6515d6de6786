"""Adapts the vocabulary inside preprocess: every call numbers the tokens anew."""

import dlprep
import keras
from keras import layers

TOKENS, LENGTH = 8_000, 200
(x_train, y_train), (x_val, y_val) = dlprep.load_data("zh-reviews")


def preprocess(texts):
    vectorize = layers.TextVectorization(
        max_tokens=TOKENS,
        split="character",
        ngrams=(2,),
        output_sequence_length=LENGTH,
    )
    vectorize.adapt(texts)
    return vectorize(texts)


model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int64"),
        layers.Embedding(TOKENS, 32, mask_zero=True),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(keras.optimizers.Adam(3e-3), "binary_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=64,
    epochs=4,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
