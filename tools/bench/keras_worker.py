"""Keras' side of `training` and `inference`. Inputs of steps and answers are TensorFlow's own tensors before the clock
starts, and answers come from a compiled call: the fastest that Keras offers."""

import os

from tasks import serve

import keras
import tensorflow as tf

L = keras.layers


def compiled(layers, rate, loss):
    network = keras.Sequential(layers)
    network.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    return network


def recipe():
    layers = [
        keras.Input((224, 224, 1)),
        L.Conv2D(32, 3, activation="relu"),
        L.MaxPooling2D(2),
        L.Conv2D(64, 3, activation="relu"),
        L.MaxPooling2D(2),
        L.Flatten(),
        L.Dense(64, activation="relu"),
        L.Dense(1, activation="sigmoid"),
    ]
    return compiled(layers, 1e-4, "binary_crossentropy")


def step_of(network, inputs, targets):
    return network.count_params(), lambda: float(network.train_on_batch(inputs, targets))


def cnn_step(_):
    return step_of(recipe(), tf.random.uniform((32, 224, 224, 1)), tf.round(tf.random.uniform((32, 1))))


def lstm_step(request):
    shape = (request["steps"], request["features"])
    network = compiled([keras.Input(shape), L.LSTM(128), L.Dense(1)], 1e-3, "mse")
    return step_of(network, tf.random.normal((32, *shape)), tf.random.normal((32, 1)))


def cnn_predict(request):
    network = recipe()
    answer = tf.function(lambda inputs: network(inputs, training=False))
    inputs = tf.random.uniform((request["batch"], 224, 224, 1))
    return network.count_params(), lambda: answer(inputs).numpy()


def picture_epoch(request):
    def epoch():
        pictures = keras.utils.image_dataset_from_directory(
            request["folder"],
            label_mode="binary",
            color_mode="grayscale",
            image_size=(224, 224),
            interpolation="bicubic",
            batch_size=32,
        )
        scaled = pictures.map(lambda x, y: (x / 255.0, y)).prefetch(tf.data.AUTOTUNE)
        network = recipe()
        network.fit(scaled, epochs=1, verbose=0)
        network.save_weights(os.path.join(request["folder"], "..", "keras.weights.h5"))

    return recipe().count_params(), epoch


serve(
    f"Keras {keras.__version__} on TensorFlow {tf.__version__}",
    {"cnn-step": cnn_step, "lstm-step": lstm_step, "cnn-predict": cnn_predict, "picture-epoch": picture_epoch},
)
