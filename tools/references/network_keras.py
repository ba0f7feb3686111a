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
# Length of an open axis.
OPEN = 6


def pack(array):
    array = np.asarray(array, dtype="<f4")
    return {"shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}


def activation_of(layer):
    return layer.get("activation", "linear")


CELLS = {"simpleRnn": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}


class Look:
    """Attention of one sequence to itself, or of the first to the second."""

    def __init__(self, layer, causal):
        self.layer, self.causal = layer, causal

    def __call__(self, inputs):
        query, source = inputs if isinstance(inputs, list) else (inputs, inputs)
        return self.layer(query, source, use_causal_mask=self.causal)


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
    if kind == "separableConv2d":
        return keras.layers.SeparableConv2D(
            layer["filters"], layer["kernelSize"], depth_multiplier=layer.get("depthMultiplier", 1), use_bias=bias, name=name, **window
        )
    if kind == "conv2dTranspose":
        return keras.layers.Conv2DTranspose(layer["filters"], layer["kernelSize"], use_bias=bias, name=name, **window)
    if kind == "conv1d":
        return keras.layers.Conv1D(layer["filters"], layer["kernelSize"], use_bias=bias, name=name, **window)
    if kind in ("maxPool1d", "averagePool1d"):
        make = keras.layers.MaxPooling1D if kind == "maxPool1d" else keras.layers.AveragePooling1D
        window["strides"] = layer.get("strides")
        return make(layer.get("poolSize", 2), name=name, **window)
    if kind == "layerNorm":
        return keras.layers.LayerNormalization(epsilon=layer.get("epsilon", 1e-3), name=name)
    if kind == "embedding":
        return keras.layers.Embedding(layer["vocabulary"], layer["units"], mask_zero=layer.get("maskZero", False), name=name)
    if kind == "masking":
        return keras.layers.Masking(layer.get("value", 0.0), name=name)
    if kind == "reshape":
        return keras.layers.Reshape(layer["shape"], name=name)
    if kind in CELLS:
        cell = CELLS[kind](layer["units"], return_sequences=layer.get("returnSequences", False), name=name)
        if layer.get("bidirectional") is None:
            return cell
        merge = {"concat": "concat", "sum": "sum"}[layer["bidirectional"]]
        return keras.layers.Bidirectional(cell, merge_mode=merge, name=name)
    if kind == "attention":
        made = keras.layers.MultiHeadAttention(layer.get("heads", 1), layer["headUnits"], use_bias=bias, name=name)
        causal = layer.get("causal", False)
        return Look(made, causal)
    simple = {
        "globalMaxPool2d": keras.layers.GlobalMaxPooling2D,
        "globalAveragePool1d": keras.layers.GlobalAveragePooling1D,
        "globalMaxPool1d": keras.layers.GlobalMaxPooling1D,
        "multiply": keras.layers.Multiply,
        "globalAveragePool2d": keras.layers.GlobalAveragePooling2D,
        "flatten": keras.layers.Flatten,
        "add": keras.layers.Add,
        "concat": keras.layers.Concatenate,
        "activation": lambda name: keras.layers.Activation("linear", name=name),
    }
    return simple[kind](name=name)


def build(network):
    """The Keras model of our JSON definition: outputs are the scores before the last activation."""
    outputs = {"input": keras.Input(network["input"], dtype=network.get("inputType", "float32"))}
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


ROLES = {
    "moving_mean": "mean",
    "moving_variance": "variance",
    "depthwise_kernel": "depthwise",
    "pointwise_kernel": "pointwise",
    "recurrent_kernel": "recurrent",
    "embeddings": "table",
}


def name_of(layer, variable):
    """Ours, of a variable of Keras."""
    role = ROLES.get(variable.name, variable.name)
    if isinstance(layer, keras.layers.DepthwiseConv2D) and role == "depthwise":
        role = "kernel"
    if isinstance(layer, keras.layers.Bidirectional) and "/backward_" in variable.path:
        role = "backward/" + role
    if isinstance(layer, keras.layers.MultiHeadAttention):
        part = variable.path.split("/")[-2].replace("attention_output", "output")
        role = part + ("Bias" if role == "bias" else "")
    return f"{layer.name}/{role}"


def names_of(model):
    """Keras' variables by our names."""
    return {name_of(l, v): v for l in model.layers for v in l.variables if "seed" not in v.name}


def flat(name, layer_of, array):
    """Attention keeps its heads in an axis of their own in Keras; with us they lie side by side."""
    array = np.asarray(array)
    layer, role = name.split("/", 1)
    if not isinstance(layer_of[layer], keras.layers.MultiHeadAttention):
        return array
    if role.endswith("Bias"):
        return array.reshape(-1)
    return array.reshape(-1, array.shape[-1]) if role == "output" else array.reshape(array.shape[0], -1)


def loss_of(network, scores, targets, weights):
    kind, smoothing = network["loss"]["kind"], network["loss"].get("labelSmoothing", 0.0)
    if kind == "binaryCrossentropy":
        loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    elif kind == "categoricalCrossentropy":
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    else:
        scores = keras.activations.get(activation_of(network["layers"][-1]))(scores)
        if kind == "quantile":
            return pinball(network["loss"]["quantiles"], targets, scores, weights)
        loss = {
            "meanSquaredError": keras.losses.MeanSquaredError,
            "meanAbsoluteError": keras.losses.MeanAbsoluteError,
            "huber": lambda: keras.losses.Huber(network["loss"].get("delta", 1.0)),
        }[kind]()
    return loss(targets, scores, sample_weight=weights)


def pinball(quantiles, targets, answers, weights):
    """Keras has none; after Koenker and Bassett (1978), by cases."""
    given = tf.reshape(answers, [len(targets), -1, len(quantiles)])
    error = targets[:, :, None] - given
    loss = tf.where(error > 0, np.float32(quantiles) * error, (np.float32(quantiles) - 1) * error)
    loss = tf.reduce_mean(loss, axis=[1, 2])
    return tf.reduce_mean(loss if weights is None else loss * weights)


class RmsProp:
    """As PyTorch writes it, with epsilon beside the root; Keras has it below."""

    def __init__(self, rate, rho, epsilon=1e-7):
        self.rate, self.rho, self.epsilon, self.squares = rate, rho, epsilon, None

    def apply(self, gradients, variables):
        self.squares = self.squares or [tf.zeros_like(g) for g in gradients]
        self.squares = [self.rho * s + (1 - self.rho) * g**2 for s, g in zip(self.squares, gradients)]
        for variable, g, s in zip(variables, gradients, self.squares):
            variable.assign(variable - self.rate * g / (tf.sqrt(s) + self.epsilon))


DECAYING = {"kernel", "recurrent", "depthwise", "pointwise", "query", "key", "value", "output"}


def decays(name):
    return name.split("/")[-1] in DECAYING


def optimiser_of(settings, names):
    clip, cut = settings.get("clipNorm"), settings.get("clipValue")
    rate = settings["learningRate"]
    if settings["kind"] == "sgd":
        return keras.optimizers.SGD(rate, momentum=settings.get("momentum", 0.0), global_clipnorm=clip)
    if settings["kind"] == "adam":
        return keras.optimizers.Adam(rate, global_clipnorm=clip, clipvalue=cut)
    if settings["kind"] == "rmsProp":
        return RmsProp(rate, settings.get("rho", 0.9))
    optimiser = keras.optimizers.AdamW(rate, weight_decay=settings["weightDecay"], global_clipnorm=clip)
    optimiser.exclude_from_weight_decay([v for name, v in names.items() if not decays(name)])
    return optimiser


def dense_gradient(gradient):
    return tf.convert_to_tensor(gradient).numpy()


def answers(network, scores):
    return keras.activations.get(activation_of(network["layers"][-1]))(scores)


def case(name, network, batch, seed, look_at=None, weighted=False, filled=False):
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
    shape = [batch, *(length or OPEN for length in network["input"])]
    if network.get("inputType") == "int32":
        inputs = random.integers(0, network["layers"][0]["vocabulary"], shape).astype("int32")
    else:
        inputs = random.normal(0, 1, shape).astype("float32")
    if filled:
        for row, length in enumerate(random.integers(1, shape[1] + 1, batch)):
            inputs[row, length:] = 0
    units = model.output_shape[-1]
    targets = random.integers(0, 2, [batch, 1]) if units == 1 else np.eye(units)[random.integers(0, units, batch)]
    if network["loss"]["kind"] not in ("binaryCrossentropy", "categoricalCrossentropy"):
        targets = random.normal(0, 1, [batch, units // len(network["loss"].get("quantiles", [1]))])
    targets = targets.astype("float32")
    weights = random.uniform(0.2, 2, batch).astype("float32") if weighted else None
    trained = {key: names[key] for key in names if names[key].trainable}

    def gradients():
        with tf.GradientTape() as tape:
            loss = loss_of(network, model(inputs, training=True), targets, weights)
        return loss, tape.gradient(loss, [v.value for v in trained.values()])

    layer_of = {layer.name: layer for layer in model.layers}
    pack_all = lambda arrays: {key: pack(flat(key, layer_of, value)) for key, value in arrays.items()}
    stored = {"name": name, "network": network, "inputs": pack(inputs), "targets": pack(targets)}
    stored["weights"] = pack_all(start)
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
    stored["gradients"] = pack_all(dict(zip(trained, map(dense_gradient, first))))
    # The pass above has moved the running statistics once; the steps start afresh.
    for key, variable in names.items():
        variable.assign(start[key])
    optimiser = optimiser_of(network["optimiser"], names)
    for _ in range(STEPS):
        _, step = gradients()
        # Made dense: of rows drawn twice, Keras' Adam would take each share by itself.
        optimiser.apply([tf.convert_to_tensor(gradient) for gradient in step], list(trained.values()))
    stored["steps"] = STEPS
    stored["after"] = pack_all({key: variable.numpy() for key, variable in names.items()})
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
    case(
        "there and back again: separable and transposed convolutions, a product, the largest of a channel, Huber's loss",
        {
            "input": [6, 7, 2],
            "layers": [
                {"kind": "separableConv2d", "name": "s", "filters": 3, "kernelSize": 3, "depthMultiplier": 2, "strides": 2, "padding": "same", "activation": "relu"},
                {"kind": "conv2dTranspose", "name": "t", "filters": 2, "kernelSize": 3, "strides": 2, "padding": "same", "activation": "tanh"},
                {"kind": "conv2dTranspose", "name": "v", "inputs": ["s"], "filters": 2, "kernelSize": [2, 1], "strides": [2, 2]},
                {"kind": "multiply", "name": "m", "inputs": ["t", "v"]},
                {"kind": "conv2dTranspose", "name": "w", "filters": 3, "kernelSize": [3, 4], "strides": [1, 2], "useBias": False},
                {"kind": "globalMaxPool2d", "name": "g"},
                {"kind": "batchNorm", "name": "n"},
                {"kind": "dense", "name": "d", "units": 2},
            ],
            "loss": {"kind": "huber", "delta": 0.7},
            "optimiser": {"kind": "rmsProp", "learningRate": 0.01},
        },
        5, 4, {"layer": "m", "output": 1}, True,
    ),
    case(
        "a sequence through windows, norms and a shared dense layer, absolute error",
        {
            "input": [9, 3],
            "layers": [
                {"kind": "conv1d", "name": "c", "filters": 4, "kernelSize": 3, "activation": "tanh"},
                {"kind": "maxPool1d", "name": "max", "poolSize": 3, "strides": 2, "padding": "same"},
                {"kind": "averagePool1d", "name": "mean", "inputs": ["c"]},
                {"kind": "conv1d", "name": "c2", "filters": 4, "kernelSize": 2, "strides": 2, "padding": "same", "inputs": ["max"]},
                {"kind": "layerNorm", "name": "ln", "inputs": ["mean"], "activation": "relu"},
                {"kind": "dense", "name": "each", "units": 4, "activation": "sigmoid"},
                {"kind": "batchNorm", "name": "n", "momentum": 0.9},
                {"kind": "reshape", "name": "r", "shape": [2, 6]},
                {"kind": "globalMaxPool1d", "name": "g"},
                {"kind": "globalAveragePool1d", "name": "g2", "inputs": ["c2"]},
                {"kind": "concat", "name": "both", "inputs": ["g", "g2"]},
                {"kind": "dense", "name": "d", "units": 2},
            ],
            "loss": {"kind": "meanAbsoluteError"},
            "optimiser": {"kind": "adam", "learningRate": 0.01, "clipValue": 0.05},
        },
        5, 5,
    ),
    case(
        "tokens of an open length, filled up, through stacked and bidirectional cells",
        {
            "input": [None],
            "inputType": "int32",
            "layers": [
                {"kind": "embedding", "name": "e", "vocabulary": 7, "units": 3, "maskZero": True},
                {"kind": "gru", "name": "g", "units": 3, "returnSequences": True, "bidirectional": "concat"},
                {"kind": "lstm", "name": "l", "units": 4, "returnSequences": True, "bidirectional": "sum"},
                {"kind": "simpleRnn", "name": "s", "units": 3, "bidirectional": "concat"},
                {"kind": "dense", "name": "d", "units": 3, "activation": "softmax"},
            ],
            "loss": {"kind": "categoricalCrossentropy"},
            "optimiser": {"kind": "adam", "learningRate": 0.01, "clipNorm": 0.5},
        },
        5, 6, None, False, True,
    ),
    case(
        "an lstm over a sequence that is filled up, quantiles",
        {
            "input": [None, 3],
            "layers": [
                {"kind": "masking", "name": "m"},
                {"kind": "lstm", "name": "l", "units": 4, "returnSequences": True},
                {"kind": "gru", "name": "g", "units": 3},
                {"kind": "dense", "name": "d", "units": 6},
            ],
            "loss": {"kind": "quantile", "quantiles": [0.1, 0.5, 0.9]},
            "optimiser": {"kind": "sgd", "learningRate": 0.1},
        },
        5, 7, None, True, True,
    ),
    case(
        "attention with two heads over a sequence that is filled up, its mean over the steps that count",
        {
            "input": [None],
            "inputType": "int32",
            "layers": [
                {"kind": "embedding", "name": "e", "vocabulary": 6, "units": 4, "maskZero": True},
                {"kind": "attention", "name": "a", "heads": 2, "headUnits": 3},
                {"kind": "add", "name": "sum", "inputs": ["e", "a"]},
                {"kind": "layerNorm", "name": "n"},
                {"kind": "globalAveragePool1d", "name": "g"},
                {"kind": "dense", "name": "d", "units": 1, "activation": "sigmoid"},
            ],
            "loss": {"kind": "binaryCrossentropy", "labelSmoothing": 0.1},
            "optimiser": {"kind": "adamW", "learningRate": 0.01, "weightDecay": 0.1},
        },
        6, 8, None, False, True,
    ),
    case(
        "attention that sees no later step, of one sequence to another",
        {
            "input": [5, 3],
            "layers": [
                {"kind": "dense", "name": "q", "units": 4, "activation": "tanh"},
                {"kind": "attention", "name": "a", "inputs": ["q", "input"], "heads": 2, "headUnits": 2, "causal": True, "useBias": False},
                {"kind": "lstm", "name": "l", "units": 3},
                {"kind": "dense", "name": "d", "units": 2},
            ],
            "loss": {"kind": "meanSquaredError"},
            "optimiser": {"kind": "adam", "learningRate": 0.01},
        },
        4, 9,
    ),
]

if __name__ == "__main__":
    OUT.parent.mkdir(parents=True, exist_ok=True)
    note = f"made by tools/references/network_keras.py with Keras {keras.__version__}, TensorFlow {tf.__version__}"
    OUT.write_text(json.dumps({"note": note, "cases": CASES}, separators=(",", ":")) + "\n")
    print(OUT, OUT.stat().st_size, "bytes")
