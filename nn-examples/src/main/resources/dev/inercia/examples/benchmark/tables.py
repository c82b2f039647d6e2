"""scikit-learn's multi-layer perceptrons on tables (see CompareTables.java), and where those tables come from."""
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.neural_network import MLPClassifier, MLPRegressor

from contestant import answer


def write(directory):
    """Writes the seven tables as CSV, a line of names first, targets last."""
    tables = {
        "breast_cancer": datasets.load_breast_cancer(return_X_y=True),
        "wine": datasets.load_wine(return_X_y=True),
        "digits": datasets.load_digits(return_X_y=True),
        "diabetes": datasets.load_diabetes(return_X_y=True),
        "friedman1": datasets.make_friedman1(2000, noise=1, random_state=0),
        "imbalanced": datasets.make_classification(
            10000, 20, n_informative=5, weights=[0.98], flip_y=0, random_state=0
        ),
        "multilabel": datasets.make_multilabel_classification(3000, random_state=0),
    }
    for name, (x, y) in tables.items():
        y = y.reshape(len(x), -1)
        names = ["x%d" % i for i in range(x.shape[1])] + ["y%d" % i for i in range(y.shape[1])]
        np.savetxt(
            "%s/%s.csv" % (directory, name), np.hstack([x, y]), "%.17g", ",", header=",".join(names), comments=""
        )


def read(file):
    """A matrix of float32, after its numbers of rows and columns; all big-endian."""
    rows, columns = np.fromfile(file, dtype=">i4", count=2)
    return np.fromfile(file, dtype=">f4", offset=8).astype(np.float32).reshape(rows, columns)


def fit(directory, regression, epochs, seed):
    """Trains on x and y, and writes predictions for the rows of test: probabilities, or values."""
    x, y, test = (read("%s/%s" % (directory, name)) for name in ("x", "y", "test"))
    # Without a penalty, and without an end before the last epoch; everything else is the default or the trainer's setting.
    network = (MLPRegressor if regression else MLPClassifier)(
        hidden_layer_sizes=(100,),
        learning_rate_init=0.001,
        batch_size=32,
        max_iter=epochs,
        alpha=0,
        n_iter_no_change=epochs + 1,
        random_state=seed,
    )
    targets = y if y.shape[1] > 1 else y[:, 0]
    start = time.perf_counter()
    network.fit(x, targets if regression else targets.astype(int))
    microseconds = (time.perf_counter() - start) * 1e6
    predictions = network.predict(test) if regression else network.predict_proba(test)
    predictions = predictions.reshape(len(test), -1)
    if not regression and predictions.shape[1] == 2 and y.shape[1] == 1:
        predictions = predictions[:, 1:]
    with open(directory + "/predictions", "wb") as file:
        np.array(predictions.shape, dtype=">i4").tofile(file)
        predictions.astype(">f4").tofile(file)
    answer("time %.1f" % microseconds)


if __name__ == "__main__":
    if sys.argv[1] == "version":
        print(sklearn.__version__)
    elif sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        warnings.filterwarnings("ignore")
        for line in sys.stdin:
            words = line.split()
            if words[0] == "quit":
                break
            fit(sys.argv[1], words[1] == "values", int(words[2]), int(words[3]))
