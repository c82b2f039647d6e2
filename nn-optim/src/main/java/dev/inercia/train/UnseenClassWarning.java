package dev.inercia.train;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Warns if a class of the validation data never occurs in the training data. On by default; checks once, at the start. */
record UnseenClassWarning() implements Listener {

    /** The most classes that the message lists. */
    private static final int LISTED = 5;

    @Override
    public void onStart(Training training) {
        Dataset validation = training.trainer().validation().orElse(null);
        if (validation == null || training.data().classes() == 0 || validation.classes() == 0) {
            return;
        }
        int[] unseen = new Split(training.data(), validation).unseenClasses();
        if (unseen.length > 0) {
            training.warn(
                    "the validation data has " + (unseen.length == 1 ? "a class" : unseen.length + " classes")
                            + " that the training data never has, so that nothing can be learned about "
                            + (unseen.length == 1 ? "it: " : "them: ") + list(unseen, validation.classNames()),
                    Cause.CERTAIN,
                    "sorted data was split without shuffling; split data.stratified(seed) or"
                            + " data.shuffled(seed) instead");
        }
    }

    private static String list(int[] classes, List<String> names) {
        String listed = Arrays.stream(classes)
                .limit(LISTED)
                .mapToObj(c -> names.isEmpty() ? String.valueOf(c) : names.get(c))
                .collect(Collectors.joining(", "));
        return classes.length > LISTED ? listed + " and " + (classes.length - LISTED) + " more" : listed;
    }
}
