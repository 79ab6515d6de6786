"""Recommends songs by factorising who played what; runs, and ranks like a coin.

Run it and look at the loss: it becomes tiny. What would a model answer that has never
seen a listener pass over a song?
"""

import dlprep
import keras
import numpy as np
from keras import layers

FACTORS = 8

keras.utils.set_random_seed(0)
# Pairs of listener and song, and pairs of listener and relevance: 1 for every play.
(x_train, y_train), (x_val, y_val) = dlprep.load_data("plays")
LISTENERS = int(x_train[:, 0].max()) + 1
SONGS = int(x_train[:, 1].max()) + 1


def preprocess(pairs):
    """Pairs of listener and song; the judge calls this on its hidden pairs."""
    return pairs


# Step 1: a vector for every listener and every song; the score is their product.
pairs = keras.Input((2,), dtype="int32")
listeners = layers.Embedding(LISTENERS, FACTORS)(pairs[:, 0])
songs = layers.Embedding(SONGS, FACTORS)(pairs[:, 1])
score = layers.Dot(axes=1)([listeners, songs])
model = keras.Model(pairs, score)

# Step 2: only plays are in the data. From what should the model tell them apart?
model.compile(
    keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True)
)
plays = (y_train[:, 1] > 0).astype("float32")
model.fit(preprocess(x_train), plays, batch_size=512, epochs=5, verbose=2)

# Step 3: measure the ranking of the validation listeners, not the loss.
order = np.argsort(-model.predict(preprocess(x_val), batch_size=1024, verbose=0)[:, 0])
print("mean relevance of the 500 best pairs:", y_val[order[:500], 1].mean())
