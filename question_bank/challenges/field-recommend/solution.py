"""Matrix factorisation from plays alone, against the other songs of the batch.

What differs from the starting point, and why:
- every listener of a batch must tell their own song from the songs of the others: a
  model that only sees plays has nothing to tell them from;
- songs enter a batch as often as they are played, so popular ones are also the most
  frequent opponents: what is learnt is taste, with popularity divided out. Opponents
  drawn evenly would leave popularity in the score;
- the ranking of the validation listeners is watched, not the loss.
"""

import dlprep
import keras
import numpy as np
import tensorflow as tf
from keras import layers

FACTORS = 8
BATCH = 512
EPOCHS = 15
RATE = 1e-2
SHRINKAGE = 1e-3  # keeps the vectors of rarely seen songs short

keras.utils.set_random_seed(0)
(x_train, y_train), (x_val, y_val) = dlprep.load_data("plays")
LISTENERS, SONGS = (int(top) + 1 for top in x_train.max(axis=0))


def table(rows):
    """One vector a row, started at random: from zero, no product could ever grow."""
    return layers.Embedding(
        rows,
        FACTORS,
        embeddings_initializer=keras.initializers.RandomNormal(stddev=0.3),
    )


listeners, songs = table(LISTENERS), table(SONGS)
pairs = keras.Input((2,), dtype="int32")
model = keras.Model(
    pairs, layers.Dot(axes=1)([listeners(pairs[:, 0]), songs(pairs[:, 1])])
)
optimizer = keras.optimizers.Adam(
    keras.optimizers.schedules.CosineDecay(RATE, EPOCHS * (len(x_train) // BATCH))
)


@tf.function
def update(batch):
    """One step: softmax over the songs of the batch; each listener's own is right."""
    with tf.GradientTape() as tape:
        theirs, played = listeners(batch[:, 0]), songs(batch[:, 1])
        logits = tf.matmul(theirs, played, transpose_b=True)
        # The same song may stand in another row; it is no opponent of itself.
        again = tf.cast(batch[:, None, 1] == batch[None, :, 1], tf.float32)
        logits -= 1e9 * (again - tf.eye(BATCH))
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(tf.range(BATCH), logits)
        )
        length = tf.reduce_sum(theirs**2 + played**2) / BATCH
        total = loss + SHRINKAGE * length
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(total, weights), weights))
    return loss


def ndcg(scores, judged, top=10):
    """The metric of the judge, on the validation part."""
    found = []
    discounts = 1 / np.log2(np.arange(2, top + 2))
    for listener in np.unique(judged[:, 0]):
        mine = judged[:, 0] == listener
        gains = 2.0 ** judged[mine, 1] - 1
        best = np.sort(gains)[::-1][:top] @ discounts
        if best > 0:
            found.append(gains[np.argsort(-scores[mine])][:top] @ discounts / best)
    return float(np.mean(found))


for epoch in range(1, EPOCHS + 1):
    order = np.random.permutation(len(x_train))
    whole = order[: len(order) // BATCH * BATCH].reshape(-1, BATCH)
    losses = [float(update(tf.constant(x_train[rows]))) for rows in whole]
    scores = model.predict(x_val, batch_size=2048, verbose=0)[:, 0]
    dlprep.log(
        epoch=epoch,
        epochs=EPOCHS,
        loss=float(np.mean(losses)),
        val_ndcg=ndcg(scores, y_val),
    )
