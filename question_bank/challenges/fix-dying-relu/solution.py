"""Twelve dense layers on digits that learn, since the start lets signals through.

What differs from the starting point, and why:
- He initialisation: half of the units of a ReLU layer are off, so weights with a variance
  of 2/n keep the size of the signal from layer to layer, and that of the gradient too;
- no bias to begin with: a negative one switches units off for every image, and where a
  ReLU is off for all there is no gradient that could switch it on again;
- the rate comes down along a cosine, which the last passes gain from.
"""

import keras
from keras import layers

import dlprep

DEPTH, WIDTH = 12, 64
EPOCHS, BATCH = 8, 32

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")


def preprocess(images):
    return images.reshape(len(images), -1).astype("float32") / 255.0


model = keras.Sequential([keras.Input((784,))])
for _ in range(DEPTH):
    model.add(
        layers.Dense(
            WIDTH,
            activation="relu",
            kernel_initializer="he_normal",
        )
    )
model.add(layers.Dense(10))

steps = -(-len(x_train) // BATCH)

model.compile(
    keras.optimizers.SGD(
        keras.optimizers.schedules.CosineDecay(0.03, EPOCHS * steps), momentum=0.9
    ),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=BATCH,
    epochs=EPOCHS,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
