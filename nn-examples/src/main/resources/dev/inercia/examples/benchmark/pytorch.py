"""PyTorch: data as tensors in memory, batches by index_select, gradients set to None. Settings in the environment:
FLUSH_DENORMAL, MKLDNN and CHANNELS_LAST (1 or 0), and BLOCK, the number of images that are predicted at once."""
import os
import sys

import torch
from torch import nn

from contestant import ADAM_RATE, MOMENTUM, MOMENTUM_RATE, SINGLE_IMAGES, Task, serve, threads


def setting(name, usual):
    return int(os.environ.get(name, usual))


def modules(task):
    """The layers of a task, with the channels or features that each expects."""
    size, side = (1, 28) if task.is_of_images else (784, None)
    for kind, *numbers in task.layers:
        if kind in ("conv", "same"):
            filters, kernel = map(int, numbers)
            is_padded = kind == "same"
            yield nn.Conv2d(size, filters, kernel, padding=kernel // 2 if is_padded else 0, bias=not is_padded)
            size, side = filters, side if is_padded else side - kernel + 1
        elif kind == "pool":
            yield nn.MaxPool2d(2)
            side //= 2
        elif kind == "average":
            yield nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        elif kind == "flatten":
            yield nn.Flatten()
            size *= side * side
        elif kind == "dense":
            yield nn.Linear(size, int(numbers[0]))
            size = int(numbers[0])
        elif kind == "dropout":
            yield nn.Dropout(float(numbers[0]))
        else:
            yield {"norm": lambda: nn.BatchNorm2d(size), "relu": nn.ReLU, "sigmoid": nn.Sigmoid}[kind]()


class PyTorch:
    def __init__(self, task):
        torch.manual_seed(1)
        torch.set_num_threads(threads())
        torch.set_flush_denormal(setting("FLUSH_DENORMAL", 1) == 1)
        torch.backends.mkldnn.set_flags(setting("MKLDNN", 1) == 1)
        self.format = torch.channels_last if setting("CHANNELS_LAST", 0) == 1 else torch.contiguous_format
        self.is_of_images = task.is_of_images
        self.network = nn.Sequential(*modules(task))
        parameters = list(self.network.parameters())
        start = task.start([parameter.numel() for parameter in parameters])
        if start is not None:
            with torch.no_grad():
                for parameter, values in zip(parameters, start):
                    parameter.copy_(torch.from_numpy(values).view_as(parameter))
        self.network.to(memory_format=self.format)
        self.loss_of = nn.CrossEntropyLoss()
        parameters = self.network.parameters()
        # foreach updates all arrays together; 1.13 leaves it off on the CPU unless asked, later versions choose.
        if task.optimizer == "adam":
            self.optimizer = torch.optim.Adam(parameters, lr=ADAM_RATE, foreach=True)
        else:
            self.optimizer = torch.optim.SGD(parameters, lr=MOMENTUM_RATE, momentum=MOMENTUM, foreach=True)
        self.x, self.y = self.tensors(task.training())
        self.rows = map(torch.from_numpy, task.batches())
        if task.directory is not None:
            self.images, self.labels = self.tensors(task.test())
            self.blocks = self.images.split(setting("BLOCK", len(self.images)))
            self.single = [row.clone() for row in self.images[:SINGLE_IMAGES].split(1)]

    def tensors(self, data):
        x, y = map(torch.from_numpy, data)
        return x.view(-1, 1, 28, 28).contiguous(memory_format=self.format) if self.is_of_images else x, y

    def train(self, steps):
        network, loss, optimizer = self.network, self.loss_of, self.optimizer
        network.train()
        for _ in range(steps):
            rows = next(self.rows)
            optimizer.zero_grad(set_to_none=True)
            loss(network(self.x.index_select(0, rows)), self.y.index_select(0, rows)).backward()
            optimizer.step()
        network.eval()

    @torch.inference_mode()
    def all(self):
        return [torch.softmax(self.network(block), 1) for block in self.blocks]

    @torch.inference_mode()
    def one(self, image):
        return torch.softmax(self.network(self.single[image]), 1)

    def accuracy(self):
        return (torch.cat(self.all()).argmax(1) == self.labels).float().mean().item()

    @torch.inference_mode()
    def loss(self):
        self.network.eval()
        return self.loss_of(self.network(self.images[:SINGLE_IMAGES]), self.labels[:SINGLE_IMAGES]).item()


if __name__ == "__main__":
    if sys.argv[1:] == ["version"]:
        print(torch.__version__)
    else:
        arguments = Task(sys.argv[1:])
        serve(arguments, PyTorch(arguments))
