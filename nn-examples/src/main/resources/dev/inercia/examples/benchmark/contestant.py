"""What the contestants in Python have in common: the data, the order, and the line to the harness (see Commands.java)."""
import os
import sys
import time

import numpy as np

SINGLE_IMAGES = 1000
ADAM_RATE = 0.001
MOMENTUM_RATE = 0.07
MOMENTUM = 0.9


class Task:
    """The command line, as in Task.java: directory ("-" for made-up data), layers, batch size, optimizer, images."""

    def __init__(self, arguments):
        directory, layers, batch, self.optimizer, images = arguments
        self.directory = None if directory == "-" else directory
        self.layers = [layer.split(":") for layer in layers.split(",")]
        self.batch = int(batch)
        self.test_images = int(images)

    @property
    def is_of_images(self):
        return self.layers[0][0] != "dense"

    @property
    def hidden(self):
        """The units of the hidden layers of a network of dense layers."""
        return [int(layer[1]) for layer in self.layers if layer[0] == "dense"][:-1]

    @property
    def activation(self):
        """The activation of the hidden layers of a network of dense layers."""
        return self.layers[1][0]

    def start(self, sizes):
        """The first values of the parameters, of these sizes; None for made-up data."""
        if self.directory is None:
            return None
        values = np.fromfile(os.path.join(self.directory, "start.bin"), dtype=">f4").astype(np.float32)
        if values.size != sum(sizes):
            raise ValueError("The network has %d parameters, but starts from %d" % (sum(sizes), values.size))
        return np.split(values, np.cumsum(sizes)[:-1])

    def _idx(self, name, header):
        with open(os.path.join(self.directory, name), "rb") as file:
            return np.frombuffer(file.read(), dtype=np.uint8, offset=header)

    def _images(self, name):
        if self.directory is None:
            random = np.random.default_rng(1)
            return random.random((100, 784), dtype=np.float32), random.integers(0, 10, 100)
        pixels = self._idx(name + "-images-idx3-ubyte", 16).reshape(-1, 784)
        return pixels.astype(np.float32) / np.float32(255), self._idx(name + "-labels-idx1-ubyte", 8).astype(np.int64)

    def training(self):
        """Images as float32 in [0, 1], and labels."""
        return self._images("train")

    def test(self):
        """Those that are predicted."""
        return tuple(part[:self.test_images] for part in self._images("t10k"))

    def batches(self):
        """The rows of one batch after another, without an end."""
        if self.directory is None:
            order = np.arange(100).reshape(1, -1)
        else:
            order = np.fromfile(os.path.join(self.directory, "order.bin"), dtype=">i4").astype(np.int64)
            order = order.reshape(-1, self._idx("train-labels-idx1-ubyte", 8).size)
        while True:
            for epoch in order:
                for start in range(0, len(epoch), self.batch):
                    yield epoch[start:start + self.batch]


def answer(text):
    print("benchmark: " + text, flush=True)


def threads():
    return int(os.environ.get("OMP_NUM_THREADS", os.cpu_count()))


def serve(task, contestant):
    """Runs commands: contestant has train(steps), all(), one(image), accuracy() and, if it starts as ours, loss()."""
    if task.directory is None:
        contestant.train(1)
        answer("started")
        return
    answer("ready")
    for line in sys.stdin:
        words = line.split()
        times = int(words[1]) if len(words) > 1 else 1
        start = time.perf_counter()
        if words[0] == "train":
            contestant.train(times)
        elif words[0] == "all":
            for _ in range(times):
                contestant.all()
        elif words[0] == "one":
            for i in range(times):
                contestant.one(i % SINGLE_IMAGES)
        elif words[0] == "accuracy":
            answer("accuracy %.4f" % contestant.accuracy())
            continue
        elif words[0] == "loss":
            answer("loss %.9g" % contestant.loss())
            continue
        else:
            return
        answer("time %.4f" % ((time.perf_counter() - start) * 1e6 / times))
