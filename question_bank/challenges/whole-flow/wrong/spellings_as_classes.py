"""Makes a class of every spelling that it finds, 14 of them."""

import keras
import numpy as np
from keras import layers, ops

import dlprep

KIND = 6  # the column with the kind of pump, 1 to 4
LOWEST = -900.0  # what is measured is never below; -999 stands for no reading

keras.utils.set_random_seed(0)

(x_train, t_train), (x_val, t_val) = dlprep.load_data("pumps")


spellings, y_train = np.unique(t_train, return_inverse=True)
y_val = np.searchsorted(spellings, t_val)

# NaN differs even from itself, so rows are compared with a number in its place.
_, first = np.unique(np.nan_to_num(x_train, nan=-1.0), axis=0, return_index=True)
x_train, y_train = x_train[first], y_train[first]

# The scale of what was measured, without the gaps.
measured = np.where(x_train < LOWEST, np.nan, x_train)
mean, variance = np.nanmean(measured, axis=0), np.nanvar(measured, axis=0)

raw = keras.Input((x_train.shape[1],))
gap = ops.logical_or(ops.isnan(raw), ops.less(raw, LOWEST))
scaled = layers.Normalization(mean=mean, variance=variance)(raw)
features = layers.Concatenate()(
    [
        ops.where(gap, 0.0, scaled),  # the mean stands in
        ops.cast(gap, "float32"),  # and says so: a gauge may be silent for a reason
        layers.CategoryEncoding(5, output_mode="one_hot")(raw[:, KIND : KIND + 1]),
    ]
)
hidden = layers.Dense(48, activation="relu")(features)
model = keras.Model(raw, layers.Dense(len(spellings), activation="softmax")(hidden))

model.compile(
    keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
)
model.fit(
    x_train,
    y_train,
    batch_size=64,
    epochs=1,
    validation_data=(x_val, y_val),
    verbose=2,
)

model.save("model.keras")
