"""The article's image classifier, to be mended and finished.

Run it: the first error names the line to look at. Three steps are left open, and
three traps of the original are left in: one stops the run, one only draws a warning,
and one is a name that will mislead you later.
"""

from tensorflow.keras.datasets import cifar10
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

(x_train, y_train), (x_test, y_test) = cifar10.load_data()


def preprocess(images):
    """Step 1: from bytes to small float32 numbers.

    The judge calls this on its hidden images before it predicts.
    """
    return images


model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(32, 32, 3)))
model.add(MaxPooling2D((2, 2)))
# Step 2: two more stages that see larger patterns, then something against overfitting.
model.add(Flatten())
model.add(Dense(10, activation="softmax"))

model.compile(
    optimizer=Adam(lr=0.001),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

# Step 3: enough passes, but watch the curves: when does the second one stop improving?
model.fit(
    preprocess(x_train),
    y_train,
    epochs=1,
    batch_size=64,
    validation_data=(preprocess(x_test), y_test),
)
