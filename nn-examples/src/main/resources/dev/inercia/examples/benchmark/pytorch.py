"""PyTorch: data as tensors in memory, batches by index_select, gradients set to None."""
import os
import sys

import torch
from torch import nn

from contestant import ADAM_RATE, MOMENTUM, MOMENTUM_RATE, SINGLE_IMAGES, Task, serve, threads


class PyTorch:
    def __init__(self, task):
        torch.manual_seed(1)
        torch.set_num_threads(threads())
        torch.set_flush_denormal(os.environ.get("FLUSH_DENORMAL", "1") == "1")
        layers, inputs = [], 784
        for units in task.hidden:
            layers += [nn.Linear(inputs, units), nn.ReLU() if task.activation == "relu" else nn.Sigmoid()]
            inputs = units
        self.network = nn.Sequential(*layers, nn.Linear(inputs, 10))
        self.loss = nn.CrossEntropyLoss()
        parameters = self.network.parameters()
        # foreach updates all arrays together; 1.13 leaves it off on the CPU unless asked, later versions choose.
        if task.optimizer == "adam":
            self.optimizer = torch.optim.Adam(parameters, lr=ADAM_RATE, foreach=True)
        else:
            self.optimizer = torch.optim.SGD(parameters, lr=MOMENTUM_RATE, momentum=MOMENTUM, foreach=True)
        self.x, self.y = map(torch.from_numpy, task.training())
        self.rows = map(torch.from_numpy, task.batches())
        if task.directory is not None:
            self.images, self.labels = map(torch.from_numpy, task.test())
            self.single = [row.clone() for row in self.images[:SINGLE_IMAGES].split(1)]

    def train(self, steps):
        network, loss, optimizer = self.network, self.loss, self.optimizer
        for _ in range(steps):
            rows = next(self.rows)
            optimizer.zero_grad(set_to_none=True)
            loss(network(self.x.index_select(0, rows)), self.y.index_select(0, rows)).backward()
            optimizer.step()

    @torch.inference_mode()
    def all(self):
        return torch.softmax(self.network(self.images), 1)

    @torch.inference_mode()
    def one(self, image):
        return torch.softmax(self.network(self.single[image]), 1)

    def accuracy(self):
        return (self.all().argmax(1) == self.labels).float().mean().item()


if __name__ == "__main__":
    if sys.argv[1:] == ["version"]:
        print(torch.__version__)
    else:
        arguments = Task(sys.argv[1:])
        serve(arguments, PyTorch(arguments))
