"""M. Nielsen's network2.py, a batch at once instead of one example after the other: plain SGD (0.5, lambda 5),
sigmoid units throughout, cross-entropy, in float32."""
import sys

import numpy as np

from contestant import SINGLE_IMAGES, Task, serve

RATE = np.float32(0.5)
LAMBDA = np.float32(5.0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Book:
    def __init__(self, task):
        random = np.random.default_rng(1)
        sizes = [784, *task.hidden, 10]
        self.biases = [random.standard_normal((1, n), dtype=np.float32) for n in sizes[1:]]
        self.weights = [
            random.standard_normal((m, n), dtype=np.float32) / np.float32(np.sqrt(m)) for m, n in zip(sizes, sizes[1:])
        ]
        self.x, self.y = task.training()
        self.targets = np.eye(10, dtype=np.float32)[self.y]
        self.rows = task.batches()
        if task.directory is not None:
            self.images, self.labels = task.test()
            self.single = [self.images[i:i + 1].copy() for i in range(SINGLE_IMAGES)]

    def train(self, steps):
        for _ in range(steps):
            rows = next(self.rows)
            self.update(self.x[rows], self.targets[rows])

    def update(self, x, y):
        activations = [x]
        for b, w in zip(self.biases, self.weights):
            activations.append(sigmoid(activations[-1] @ w + b))
        delta = activations[-1] - y
        step = RATE / np.float32(len(x))
        decay = 1 - RATE * (LAMBDA / np.float32(len(self.x)))
        for layer in reversed(range(len(self.weights))):
            a = activations[layer]
            gradient = a.T @ delta
            below = (delta @ self.weights[layer].T) * a * (1 - a) if layer > 0 else None
            self.weights[layer] = decay * self.weights[layer] - step * gradient
            self.biases[layer] = self.biases[layer] - step * delta.sum(0, keepdims=True)
            delta = below

    def predict(self, x):
        for b, w in zip(self.biases, self.weights):
            x = sigmoid(x @ w + b)
        return x

    def all(self):
        return self.predict(self.images)

    def one(self, image):
        return self.predict(self.single[image])

    def accuracy(self):
        return (self.all().argmax(1) == self.labels).mean()


if __name__ == "__main__":
    if sys.argv[1:] == ["version"]:
        print(np.__version__)
    else:
        arguments = Task(sys.argv[1:])
        serve(arguments, Book(arguments))
