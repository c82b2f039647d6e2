"""scikit-learn: MLPClassifier in float32. partial_fit is given the examples of all steps in order, and cuts the batches."""
import sys
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

from contestant import ADAM_RATE, MOMENTUM, MOMENTUM_RATE, SINGLE_IMAGES, Task, serve


class Scikit:
    def __init__(self, task):
        warnings.filterwarnings("ignore")
        settings = (
            dict(solver="adam", learning_rate_init=ADAM_RATE)
            if task.optimizer == "adam"
            else dict(solver="sgd", learning_rate_init=MOMENTUM_RATE, momentum=MOMENTUM, nesterovs_momentum=False)
        )
        self.network = MLPClassifier(
            hidden_layer_sizes=task.hidden,
            activation="relu" if task.activation == "relu" else "logistic",
            alpha=0,
            batch_size=task.batch,
            shuffle=False,
            random_state=1,
            **settings,
        )
        self.x, self.y = task.training()
        self.rows = task.batches()
        if task.directory is not None:
            self.images, self.labels = task.test()
            self.single = [self.images[i:i + 1].copy() for i in range(SINGLE_IMAGES)]

    def train(self, steps):
        rows = np.concatenate([next(self.rows) for _ in range(steps)])
        self.network.partial_fit(self.x[rows], self.y[rows], classes=np.arange(10))

    def all(self):
        return self.network.predict_proba(self.images)

    def one(self, image):
        return self.network.predict_proba(self.single[image])

    def accuracy(self):
        return (self.all().argmax(1) == self.labels).mean()


if __name__ == "__main__":
    if sys.argv[1:] == ["version"]:
        print(sklearn.__version__)
    else:
        arguments = Task(sys.argv[1:])
        serve(arguments, Scikit(arguments))
