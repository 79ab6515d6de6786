"""Pairs all weights of one network with the trainable ones of the other."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

import dlprep

EPOCHS, BATCH = 3, 64
AVERAGE = 0.9  # of the weights that are shipped
# Of the moving statistics: after 50 updates hardly anything is left of 0 and 1.
BN_MOMENTUM = 0.9

keras.utils.set_random_seed(0)

(x_train, y_train), (x_val, y_val) = dlprep.load_data("digits")


def build_model():
    """Three stages of convolution; the first layer scales the bytes by their own statistics."""
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.BatchNormalization(momentum=BN_MOMENTUM))
    for filters in (8, 16, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=BN_MOMENTUM))
        model.add(layers.ReLU())
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=BN_MOMENTUM))
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    return model


def preprocess(images):
    """Dark ink on white paper; the first layer of the model does the scaling."""
    return 255 - images.astype("float32")


learner = build_model()
# What is shipped is a running average of the weights, which is steadier than the last.
model = build_model()
model.set_weights(learner.get_weights())

loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.Adam(2e-3)


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        logits = learner(images, training=True)
        loss = loss_of(labels, logits)
    gradients = tape.gradient(loss, learner.trainable_variables)
    optimizer.apply_gradients(zip(gradients, learner.trainable_variables, strict=True))
    for averaged, latest in zip(
        model.weights, learner.trainable_variables, strict=True
    ):
        averaged.assign(AVERAGE * averaged + (1 - AVERAGE) * latest)
    right = tf.argmax(logits, axis=1) == labels
    return loss, tf.reduce_mean(tf.cast(right, tf.float32))


batches = (
    tf.data.Dataset.from_tensor_slices((preprocess(x_train), y_train))
    .shuffle(len(x_train))
    .batch(BATCH)
)
for epoch in range(1, EPOCHS + 1):
    steps = np.array([train_step(images, labels) for images, labels in batches])
    scores = model.predict(preprocess(x_val), verbose=0)
    dlprep.log(
        epoch=epoch,
        epochs=EPOCHS,
        loss=steps[:, 0].mean(),
        accuracy=steps[:, 1].mean(),
        val_accuracy=np.mean(scores.argmax(axis=1) == y_val),
    )
