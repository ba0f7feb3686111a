"""Stored outputs of PyTorch for the tests of the graph in libs/math/network: forward, and gradients of sum(output * seed).

usage: pip install torch==2.13.0 && python tools/references/graph_torch.py   (no other state than the seed below)
Writes libs/math/network/src/testing/graph-torch.json in the layouts of our graph: pictures [B, H, W, C], filters [h, w, C, O],
gates i f c o of an lstm and z r h of a gru. Arrays are float32, little endian, base64.
"""

import base64
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

OUT = pathlib.Path(__file__).parents[2] / "libs/math/network/src/testing/graph-torch.json"
random = np.random.default_rng(7)


def pack(tensor):
    array = np.asarray(tensor.detach(), dtype="<f4")
    return {"shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}


def draw(*shape, scale=1.0):
    return torch.tensor(random.normal(0, scale, shape), dtype=torch.float32, requires_grad=True)


def case(name, settings, inputs, output):
    seed = torch.tensor(random.normal(0, 1, tuple(output.shape)), dtype=torch.float32)
    gradients = torch.autograd.grad((output * seed).sum(), list(inputs.values()))
    return {
        "name": name,
        "settings": settings,
        "inputs": {key: pack(value) for key, value in inputs.items()},
        "seed": pack(seed),
        "output": pack(output),
        "gradients": {key: pack(value) for key, value in zip(inputs, gradients)},
    }


def padded(x, kernel, strides, value=0.0):
    """As many rows and columns as padding 'same' wants, the odd one at the end. PyTorch has it for stride 1 only."""
    pads = []
    for length, size, stride in reversed(list(zip(x.shape[2:], kernel, strides))):
        total = max(0, (-(-length // stride) - 1) * stride + size - length)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


def convolution(kernel, strides, padding, depthwise=False):
    channels, out = 3, 2 if depthwise else 4
    x, filters = draw(2, 9, 8, channels), draw(*kernel, channels, out)
    picture = x.permute(0, 3, 1, 2)
    if padding == "same":
        picture = padded(picture, kernel, strides)
    if depthwise:
        weights = filters.permute(2, 3, 0, 1).reshape(channels * out, 1, *kernel)
    else:
        weights = filters.permute(3, 2, 0, 1)
    y = F.conv2d(picture, weights, stride=strides, groups=channels if depthwise else 1).permute(0, 2, 3, 1)
    settings = {"kernel": kernel, "strides": strides, "padding": padding}
    name = "depthwiseConv2d" if depthwise else "conv2d"
    return case(name, settings, {"x": x, "filter": filters}, y)


def max_pool(kernel, strides, padding):
    x = draw(2, 9, 8, 3)
    picture = x.permute(0, 3, 1, 2)
    if padding == "same":
        picture = padded(picture, kernel, strides, value=-np.inf)
    y = F.max_pool2d(picture, kernel, strides).permute(0, 2, 3, 1)
    return case("maxPool2d", {"kernel": kernel, "strides": strides, "padding": padding}, {"x": x}, y)


def gates(matrix, order, axis):
    parts = torch.chunk(matrix, len(order), dim=axis)
    return torch.cat([parts[at] for at in order], dim=axis)


def lstm(units=5, features=3):
    """PyTorch's gates are i f g o, the same as ours."""
    x = draw(2, 6, features)
    kernel, recurrent, bias = draw(features, 4 * units, scale=0.4), draw(units, 4 * units, scale=0.4), draw(4 * units, scale=0.4)
    none = torch.zeros(4 * units)
    state = (torch.zeros(1, 2, units), torch.zeros(1, 2, units))
    y = torch.lstm(x, state, [kernel.T, recurrent.T, bias, none], True, 1, 0.0, False, False, True)[0]
    return case("lstm", {}, {"x": x, "kernel": kernel, "recurrent": recurrent, "bias": bias}, y)


def gru(units=5, features=3):
    """PyTorch's gates are r z n, ours z r h."""
    x = draw(2, 6, features)
    kernel, recurrent, bias = draw(features, 3 * units, scale=0.4), draw(units, 3 * units, scale=0.4), draw(2, 3 * units, scale=0.4)
    order = [1, 0, 2]
    weights = [gates(kernel.T, order, 0), gates(recurrent.T, order, 0), gates(bias[0], order, 0), gates(bias[1], order, 0)]
    y = torch.gru(x, torch.zeros(1, 2, units), weights, True, 1, 0.0, False, False, True)[0]
    return case("gru", {}, {"x": x, "kernel": kernel, "recurrent": recurrent, "bias": bias}, y)


def simple(units=5, features=3):
    x = draw(2, 6, features)
    kernel, recurrent, bias = draw(features, units, scale=0.4), draw(units, units, scale=0.4), draw(units, scale=0.4)
    weights = [kernel.T, recurrent.T, bias, torch.zeros(units)]
    y = torch.rnn_tanh(x, torch.zeros(1, 2, units), weights, True, 1, 0.0, False, False, True)[0]
    return case("simple", {}, {"x": x, "kernel": kernel, "recurrent": recurrent, "bias": bias}, y)


def layer_norm(epsilon=1e-3):
    x, scale, offset = draw(2, 6, 7), draw(7), draw(7)
    y = F.layer_norm(x, [7], scale, offset, epsilon)
    return case("layerNorm", {"epsilon": epsilon}, {"x": x, "scale": scale, "offset": offset}, y)


def batch_norm(epsilon=1e-3):
    x, scale, offset = draw(3, 4, 5, 6), draw(6), draw(6)
    y = F.batch_norm(x.permute(0, 3, 1, 2), None, None, scale, offset, True, eps=epsilon).permute(0, 2, 3, 1)
    return case("batchNorm", {"epsilon": epsilon}, {"x": x, "scale": scale, "offset": offset}, y)


def main():
    cases = [
        convolution([3, 3], [1, 1], "valid"),
        convolution([3, 2], [1, 1], "same"),
        convolution([3, 3], [2, 2], "same"),
        convolution([2, 4], [2, 1], "valid"),
        convolution([3, 3], [1, 1], "same", depthwise=True),
        convolution([3, 3], [2, 2], "same", depthwise=True),
        max_pool([2, 2], [2, 2], "valid"),
        max_pool([3, 3], [2, 2], "same"),
        simple(),
        lstm(),
        gru(),
        layer_norm(),
        batch_norm(),
    ]
    note = f"made by tools/references/graph_torch.py with PyTorch {torch.__version__.split('+')[0]}"
    OUT.write_text(json.dumps({"note": note, "cases": cases}) + "\n")


main()
