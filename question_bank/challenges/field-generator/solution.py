"""Draw digits from noise with a variational autoencoder.

What differs from the starting point, and why:
- the encoder gives a place and a width for each number of the code, and the decoder gets a
  sample from there: neighbouring codes must mean similar digits;
- the divergence from a standard normal pulls all codes together into the cloud that the
  judge's noise comes from, so that there are no empty places left to draw blots from;
- the loss is a sum over pixels: averaged over them, it would be 784 times too weak beside
  the divergence, and every code would mean the same.
"""

import keras
import tensorflow as tf
from keras import layers

import dlprep

NOISE = 32
CODE = 8  # more numbers draw sharper digits, but leave more gaps between the codes
EPOCHS = 30
BATCH = 64

keras.utils.set_random_seed(0)

(x_train, _), _ = dlprep.load_data("digit-noise")
images = x_train.astype("float32").reshape(-1, 784) / 255.0

# Only the decoder is graded and has to keep to the budget; the encoder may be large.
encoder = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(256, activation="relu"),
        layers.Dense(256, activation="relu"),
        layers.Dense(2 * CODE),
    ]
)
decoder = keras.Sequential(
    [
        keras.Input((CODE,)),
        layers.Dense(128, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(784),
    ]
)
steps = EPOCHS * -(-len(images) // BATCH)
optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps))
weights = encoder.trainable_variables + decoder.trainable_variables
optimizer.build(weights)


@tf.function
def step(batch):
    """One update; returns what the pixels and what the codes cost."""
    with tf.GradientTape() as tape:
        middle, log_variance = tf.split(encoder(batch, training=True), 2, axis=1)
        # The sample is a function of the middle and the width, so that gradients reach both.
        code = middle + tf.exp(log_variance / 2) * tf.random.normal(tf.shape(middle))
        logits = decoder(code, training=True)
        errors = tf.nn.sigmoid_cross_entropy_with_logits(batch, logits)
        pixels = tf.reduce_mean(tf.reduce_sum(errors, axis=1))
        apart = (middle**2 + tf.exp(log_variance) - log_variance - 1) / 2
        divergence = tf.reduce_mean(tf.reduce_sum(apart, axis=1))
        loss = pixels + divergence
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return pixels, divergence


batches = tf.data.Dataset.from_tensor_slices(images).shuffle(len(images)).batch(BATCH)
for epoch in range(EPOCHS):
    costs = [step(batch) for batch in batches]
    pixels, divergence = (float(tf.reduce_mean(cost)) for cost in zip(*costs))
    dlprep.log(
        epoch=epoch + 1, epochs=EPOCHS, loss=pixels + divergence, divergence=divergence
    )

noise = keras.Input((NOISE,))
pixels = layers.Activation("sigmoid")(decoder(noise[:, :CODE]))
model = keras.Model(noise, layers.Reshape((28, 28, 1))(pixels))
