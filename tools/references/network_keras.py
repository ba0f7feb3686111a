"""Stored outputs of Keras for the tests of libs/math/network: forward, gradients, optimiser steps.

usage: python tools/references/network_keras.py   (TensorFlow 2.16, Keras 3; no other state than the seeds below)
Writes libs/math/network/src/testing/keras.json; arrays are float32, little endian, base64.
"""

import base64
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf

OUT = pathlib.Path(__file__).parents[2] / "libs/math/network/src/testing/keras.json"
STEPS = 5


def pack(array):
    array = np.asarray(array, dtype="<f4")
    return {"shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}


def activation_of(layer):
    return layer.get("activation", "linear")


def keras_layer(layer, bias, name):
    kind = layer["kind"]
    window = dict(strides=layer.get("strides", 1), padding=layer.get("padding", "valid"))
    if kind == "conv2d":
        return keras.layers.Conv2D(layer["filters"], layer["kernelSize"], use_bias=bias, name=name, **window)
    if kind == "depthwiseConv2d":
        multiplier = layer.get("depthMultiplier", 1)
        return keras.layers.DepthwiseConv2D(
            layer["kernelSize"], depth_multiplier=multiplier, use_bias=bias, name=name, **window
        )
    if kind == "dense":
        return keras.layers.Dense(layer["units"], use_bias=bias, name=name)
    if kind in ("maxPool2d", "averagePool2d"):
        make = keras.layers.MaxPooling2D if kind == "maxPool2d" else keras.layers.AveragePooling2D
        window["strides"] = layer.get("strides")
        return make(layer.get("poolSize", 2), name=name, **window)
    if kind == "batchNorm":
        momentum, epsilon = layer.get("momentum", 0.99), layer.get("epsilon", 1e-3)
        return keras.layers.BatchNormalization(momentum=momentum, epsilon=epsilon, name=name)
    simple = {
        "globalAveragePool2d": keras.layers.GlobalAveragePooling2D,
        "flatten": keras.layers.Flatten,
        "add": keras.layers.Add,
        "concat": keras.layers.Concatenate,
        "activation": lambda name: keras.layers.Activation("linear", name=name),
    }
    return simple[kind](name=name)


def build(network):
    """The Keras model of our JSON definition: outputs are the scores before the last activation."""
    outputs = {"input": keras.Input(network["input"])}
    previous = "input"
    for index, layer in enumerate(network["layers"]):
        inputs = [outputs[name] for name in layer.get("inputs", [previous])]
        bias = layer.get("useBias", True)
        made = keras_layer(layer, bias, layer["name"])
        result = made(inputs if len(inputs) > 1 else inputs[0])
        last = index == len(network["layers"]) - 1
        if not last and activation_of(layer) != "linear":
            result = keras.layers.Activation(activation_of(layer), name=layer["name"] + "_activation")(result)
        outputs[layer["name"]] = result
        previous = layer["name"]
    return keras.Model(outputs["input"], outputs[previous]), outputs


def names_of(model):
    """Keras' variables by our names."""
    roles = {"moving_mean": "mean", "moving_variance": "variance", "depthwise_kernel": "kernel"}
    return {f"{l.name}/{roles.get(v.name, v.name)}": v for l in model.layers for v in l.variables if "seed" not in v.name}


def loss_of(network, scores, targets, weights):
    kind, smoothing = network["loss"]["kind"], network["loss"].get("labelSmoothing", 0.0)
    if kind == "binaryCrossentropy":
        loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    elif kind == "categoricalCrossentropy":
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    else:
        loss = keras.losses.MeanSquaredError()
        scores = keras.activations.get(activation_of(network["layers"][-1]))(scores)
    return loss(targets, scores, sample_weight=weights)


def optimiser_of(settings, names):
    clip = settings.get("clipNorm")
    rate = settings["learningRate"]
    if settings["kind"] == "sgd":
        return keras.optimizers.SGD(rate, momentum=settings.get("momentum", 0), global_clipnorm=clip)
    if settings["kind"] == "adam":
        return keras.optimizers.Adam(rate, global_clipnorm=clip)
    optimiser = keras.optimizers.AdamW(rate, weight_decay=settings["weightDecay"], global_clipnorm=clip)
    optimiser.exclude_from_weight_decay([v for name, v in names.items() if not name.endswith("/kernel")])
    return optimiser


def answers(network, scores):
    return keras.activations.get(activation_of(network["layers"][-1]))(scores)


def case(name, network, batch, seed, look_at=None, weighted=False):
    random = np.random.default_rng(seed)
    model, outputs = build(network)
    names = names_of(model)
    for key, variable in names.items():
        value = random.normal(0, 0.4, variable.shape)
        if key.endswith("/variance"):
            value = 0.5 + np.abs(value)
        if key.endswith("/gamma"):
            value = 1 + value
        variable.assign(value.astype("float32"))
    start = {key: variable.numpy() for key, variable in names.items()}
    inputs = random.normal(0, 1, [batch, *network["input"]]).astype("float32")
    units = model.output_shape[-1]
    targets = random.integers(0, 2, [batch, 1]) if units == 1 else np.eye(units)[random.integers(0, units, batch)]
    if network["loss"]["kind"] == "meanSquaredError":
        targets = random.normal(0, 1, [batch, units])
    targets = targets.astype("float32")
    weights = random.uniform(0.2, 2, batch).astype("float32") if weighted else None
    trained = {key: names[key] for key in names if names[key].trainable}

    def gradients():
        with tf.GradientTape() as tape:
            loss = loss_of(network, model(inputs, training=True), targets, weights)
        return loss, tape.gradient(loss, [v.value for v in trained.values()])

    stored = {"name": name, "network": network, "inputs": pack(inputs), "targets": pack(targets)}
    stored["weights"] = {key: pack(value) for key, value in start.items()}
    if weighted:
        stored["sampleWeights"] = pack(weights)
    stored["answers"] = pack(answers(network, model(inputs, training=False)))
    if look_at:
        inner = keras.Model(model.input, [outputs[look_at["layer"]], model.output])
        with tf.GradientTape() as tape:
            activations, scores = inner(inputs, training=False)
            # Rebuilt from the watched activations: Keras gives no gradient towards an inner output otherwise.
            tape.watch(activations)
            rest = keras.Model(outputs[look_at["layer"]], model.output)
            score = tf.reduce_sum(rest(activations, training=False)[:, look_at["output"]])
        stored["lookAt"] = {**look_at, "activations": pack(activations), "gradients": pack(tape.gradient(score, activations))}
    loss, first = gradients()
    stored["loss"] = float(loss)
    stored["gradients"] = {key: pack(value) for key, value in zip(trained, first)}
    # The pass above has moved the running statistics once; the steps start afresh.
    for key, variable in names.items():
        variable.assign(start[key])
    optimiser = optimiser_of(network["optimiser"], names)
    for _ in range(STEPS):
        _, step = gradients()
        optimiser.apply(step, list(trained.values()))
    stored["steps"] = STEPS
    stored["after"] = {key: pack(variable.numpy()) for key, variable in names.items()}
    return stored


# No bias in front of a batch norm: its gradient is nothing but rounding, which Adam would blow up.
CASES = [
    case(
        "the recipe of the mission, small, with sample weights",
        {
            "input": [12, 11, 1],
            "layers": [
                {"kind": "conv2d", "name": "c1", "filters": 3, "kernelSize": 3, "activation": "relu"},
                {"kind": "maxPool2d", "name": "p1"},
                {"kind": "conv2d", "name": "c2", "filters": 4, "kernelSize": 3, "activation": "relu"},
                {"kind": "flatten", "name": "f"},
                {"kind": "dense", "name": "d1", "units": 5, "activation": "relu"},
                {"kind": "dense", "name": "d2", "units": 1, "activation": "sigmoid"},
            ],
            "loss": {"kind": "binaryCrossentropy"},
            "optimiser": {"kind": "adam", "learningRate": 0.01},
        },
        6, 1, {"layer": "c2", "output": 0}, True,
    ),
    case(
        "a residual network with batch norm, strides and label smoothing",
        {
            "input": [9, 10, 2],
            "layers": [
                {"kind": "conv2d", "name": "stem", "filters": 4, "kernelSize": 3, "padding": "same", "useBias": False},
                {"kind": "batchNorm", "name": "n0", "activation": "relu"},
                {"kind": "conv2d", "name": "c1", "filters": 6, "kernelSize": 3, "strides": 2, "padding": "same", "useBias": False},
                {"kind": "batchNorm", "name": "n1", "momentum": 0.9, "epsilon": 1e-5},
                {"kind": "activation", "name": "r1", "activation": "relu"},
                {"kind": "conv2d", "name": "c2", "filters": 6, "kernelSize": 3, "padding": "same"},
                {"kind": "conv2d", "name": "side", "inputs": ["n0"], "filters": 6, "kernelSize": 1, "strides": 2},
                {"kind": "add", "name": "sum", "inputs": ["c2", "side"], "activation": "relu"},
                {"kind": "globalAveragePool2d", "name": "g"},
                {"kind": "dense", "name": "d", "units": 3, "activation": "softmax"},
            ],
            "loss": {"kind": "categoricalCrossentropy", "labelSmoothing": 0.1},
            "optimiser": {"kind": "adamW", "learningRate": 0.01, "weightDecay": 0.1, "clipNorm": 0.5},
        },
        5, 2, {"layer": "sum", "output": 1},
    ),
    case(
        "depthwise convolution, overlapping pools, branches side by side, squared error",
        {
            "input": [8, 9, 3],
            "layers": [
                {"kind": "depthwiseConv2d", "name": "dw", "kernelSize": 3, "depthMultiplier": 2, "padding": "same", "activation": "tanh"},
                {"kind": "maxPool2d", "name": "max", "poolSize": 3, "strides": 2, "padding": "same"},
                {"kind": "averagePool2d", "name": "mean", "inputs": ["dw"], "poolSize": 3, "strides": 2, "padding": "same"},
                {"kind": "concat", "name": "both", "inputs": ["max", "mean"]},
                {"kind": "depthwiseConv2d", "name": "dw2", "kernelSize": [2, 3], "strides": 2, "activation": "sigmoid"},
                {"kind": "conv2d", "name": "c", "filters": 4, "kernelSize": [2, 1], "padding": "same", "activation": "softmax"},
                {"kind": "averagePool2d", "name": "pool", "poolSize": [2, 1], "strides": 1},
                {"kind": "flatten", "name": "f"},
                {"kind": "dense", "name": "d", "units": 2, "activation": "tanh"},
            ],
            "loss": {"kind": "meanSquaredError"},
            "optimiser": {"kind": "sgd", "learningRate": 0.1, "momentum": 0.9},
        },
        4, 3, {"layer": "both", "output": 1},
    ),
]

if __name__ == "__main__":
    OUT.parent.mkdir(parents=True, exist_ok=True)
    note = f"made by tools/references/network_keras.py with Keras {keras.__version__}, TensorFlow {tf.__version__}"
    OUT.write_text(json.dumps({"note": note, "cases": CASES}, separators=(",", ":")) + "\n")
    print(OUT, OUT.stat().st_size, "bytes")
