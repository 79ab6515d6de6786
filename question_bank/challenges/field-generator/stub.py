"""Draw digits from noise, to be finished.

An autoencoder learns to copy digits through eight numbers, and does it well. Its decoder is
handed in as the generator: fed with noise instead of codes, it draws blots. Three steps
are left open.
"""

import keras
import tensorflow as tf
from keras import layers

import dlprep

NOISE = 32  # numbers that the judge gives for each image
CODE = 8  # as many of them as are used
EPOCHS = 10
BATCH = 64

# The labels are not needed: what is to be learnt is what digits look like.
(x_train, _), _ = dlprep.load_data("digit-noise")
images = x_train.astype("float32").reshape(-1, 784) / 255.0

# Step 1: one number for each place of the code. What would two say: where, and how exactly?
encoder = keras.Sequential(
    [keras.Input((784,)), layers.Dense(192, activation="relu"), layers.Dense(CODE)]
)
decoder = keras.Sequential(
    [
        keras.Input((CODE,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
optimizer = keras.optimizers.Adam(2e-3)
weights = encoder.trainable_variables + decoder.trainable_variables
optimizer.build(weights)


@tf.function
def step(batch):
    """One update; returns the loss."""
    with tf.GradientTape() as tape:
        drawn = decoder(encoder(batch, training=True), training=True)
        errors = keras.losses.binary_crossentropy(batch, drawn)
        # Step 2: nothing here says where codes may lie. The judge's noise is standard normal.
        loss = tf.reduce_mean(errors) * 784
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return loss


batches = tf.data.Dataset.from_tensor_slices(images).shuffle(len(images)).batch(BATCH)
for epoch in range(EPOCHS):
    losses = [float(step(batch)) for batch in batches]
    dlprep.log(epoch=epoch + 1, epochs=EPOCHS, loss=sum(losses) / len(losses))

# Step 3: look at a few images before you hand the model in.
noise = keras.Input((NOISE,))
model = keras.Model(noise, layers.Reshape((28, 28, 1))(decoder(noise[:, :CODE])))
