"""Image classes with a small convolutional network: one script for both tiers.

What differs from the starting point, and why:
- pixels become float32 in one function, which the judge calls too, so that
  training and serving cannot differ;
- batch normalisation lets a higher learning rate work: few updates are enough;
- the budget is a number of weight updates, not of epochs: it means the same on
  3,500 and on 45,000 images.
"""

import keras
from keras import layers
from keras.datasets import cifar10

CLASSES = 10
BATCH = 64
UPDATES = 2800  # on a large training part: about 40 seconds on two quiet cores
MOST_EPOCHS = 16  # on a small one, more passes only learn it by heart
PEAK_RATE = 3e-3
# Prediction uses running averages, which must settle within a few hundred updates;
# with the default of 0.99 they are still far behind.
BN_MOMENTUM = 0.9

keras.utils.set_random_seed(0)


def preprocess(images):
    """Bytes 0..255 to float32 in 0..1.

    Dividing the bytes directly would give float64, and twice the memory.
    """
    return images.astype("float32") / 255.0


def build_model():
    """Three stages of convolution, pooling, normalisation and ReLU, then ten logits."""
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (32, 64, 64):
        # No bias: the normalisation takes the mean away and adds its own shift.
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.MaxPooling2D())
        model.add(layers.BatchNormalization(momentum=BN_MOMENTUM))
        model.add(layers.ReLU())
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(CLASSES))
    return model


# The second pair is a validation part: the test part stays with the judge.
(x_train, y_train), (x_val, y_val) = cifar10.load_data()

steps = -(-len(x_train) // BATCH)
epochs = min(MOST_EPOCHS, max(1, round(UPDATES / steps)))

model = build_model()
model.compile(
    optimizer=keras.optimizers.Adam(
        # A short warm-up, then down to zero along a cosine: large steps first.
        keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=0.0,
            warmup_target=PEAK_RATE,
            warmup_steps=epochs * steps // 10,
            decay_steps=epochs * steps * 9 // 10,
        )
    ),
    # The last layer gives logits, and the loss must know. The judge takes the largest
    # of ten scores, and softmax would not change which one that is.
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(
    preprocess(x_train),
    y_train,
    batch_size=BATCH,
    epochs=epochs,
    validation_data=(preprocess(x_val), y_val),
    verbose=2,
)
