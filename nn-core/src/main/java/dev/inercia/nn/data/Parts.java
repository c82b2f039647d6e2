package dev.inercia.nn.data;

/**
 * A data set in three parts.
 *
 * @param training the training set
 * @param validation for choosing settings and the best epoch
 * @param test for one final measurement
 */
public record Parts(Dataset training, Dataset validation, Dataset test) {

    static Parts of(Dataset data, double training, double validation) {
        String what = "fractions of " + training + " and " + validation;
        int first = Split.cut(data, training, what);
        int second = Split.cut(data, training + validation, what);
        if (second <= first) {
            throw new IllegalArgumentException("Cannot split " + data.size() + " examples at " + what
                    + ": expected fractions that leave examples in each of three parts");
        }
        return new Parts(data.subset(0, first), data.subset(first, second), data.subset(second, data.size()));
    }
}
