"""PyTorch's side of `training`."""

from tasks import serve

import torch
from torch import nn


class LastOfLstm(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.lstm = nn.LSTM(features, 128, batch_first=True)
        self.dense = nn.Linear(128, 1)

    def forward(self, inputs):
        states, _ = self.lstm(inputs)
        return self.dense(states[:, -1])


def count(network):
    # PyTorch's LSTM adds two biases where one would do; the second counts for nothing.
    return sum(values.numel() for name, values in network.named_parameters() if "bias_hh" not in name)


def step(network, optimiser, inputs, targets):
    optimiser.zero_grad()
    loss = nn.functional.mse_loss(network(inputs), targets)
    loss.backward()
    optimiser.step()
    return float(loss)


def lstm_step(request):
    network = LastOfLstm(request["features"])
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    inputs, targets = torch.randn(32, request["steps"], request["features"]), torch.randn(32, 1)
    return count(network), lambda: step(network, optimiser, inputs, targets)


def dense_epoch(request):
    rows, columns, batch = request["rows"], request["columns"], request["batch"]
    layers = [nn.Linear(columns, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 1)]
    network = nn.Sequential(*layers)
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    inputs, targets = torch.randn(rows, columns), torch.randn(rows, 1)

    def epoch():
        # Rows picked by index: several times faster than a DataLoader.
        for chosen in torch.randperm(rows).split(batch):
            step(network, optimiser, inputs[chosen], targets[chosen])

    return count(network), epoch


serve(
    f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads",
    {"lstm-step": lstm_step, "dense-epoch": dense_epoch},
)
