"""Finds fraudulent card payments; runs, and looks brilliant on the validation part.

Run it and distrust what you see: which column carries the result, and would you have
it at the moment of the payment?
"""

import dlprep
import keras
import numpy as np
from keras import layers

AMOUNT, HOUR, MERCHANT_KIND, CARD_AGE, KM, MINUTES = range(6)
PAYMENTS_LAST_HOUR, NEW_DEVICE, ABROAD, CASE_DAYS = range(6, 10)

keras.utils.set_random_seed(0)
(x_train, y_train), (x_val, y_val) = dlprep.load_data("payments")


# Step 1: sizes over powers of ten, an hour that is a circle, a kind that is no size.
mean, spread = x_train.mean(axis=0), x_train.std(axis=0)


def preprocess(payments):
    """Raw payments to numbers for the model; the judge calls this, too."""
    return (payments - mean) / spread


model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],)),
        layers.Dense(32, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
# Step 2: 99 % of the payments are honest. What is an accuracy of 99 % worth?
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=256,
    epochs=5,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)

# Step 3: a missed fraud costs as much as fifty false alarms.
alarms = model.predict(preprocess(x_val), batch_size=1024, verbose=0)[:, 0] >= 0.5
cost = 50 * np.mean(~alarms & (y_val == 1)) + np.mean(alarms & (y_val == 0))
print(f"validation cost of a payment: {cost:.3f}")
