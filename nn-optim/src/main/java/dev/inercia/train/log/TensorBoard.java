package dev.inercia.train.log;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.train.Epoch;
import dev.inercia.train.GradientNorms;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Measure;
import dev.inercia.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes event files that {@code tensorboard --logdir} shows: after every epoch the losses and metrics
 * ({@code train/loss}, {@code validation/loss}, {@code validation/accuracy} and so on), the learning rate
 * ({@code learning_rate}) and the norm of each layer's gradient in the last step ({@code gradient_norm/0}); at the
 * start the settings as text. The horizontal axis counts steps.
 *
 * <p>Use one directory per run. A resumed training adds a file, which tells readers to drop the steps that are
 * repeated. If a file cannot be written, training continues with a warning.
 *
 * @param directory created if missing
 * @param everySteps also writes the loss of a batch ({@code step/loss}), the learning rate and the norms every this
 *     many steps; by default 0, never
 */
@CheckReturnValue
public record TensorBoard(Path directory, long everySteps) implements Listener {

    public TensorBoard {
        Objects.requireNonNull(directory, "directory");
        Range.atLeastZero("TensorBoard", "everySteps", everySteps);
    }

    /** Writes only after epochs. */
    public TensorBoard(Path directory) {
        this(directory, 0);
    }

    /** Also writes every this many steps. */
    public TensorBoard everySteps(long steps) {
        return new TensorBoard(directory, steps);
    }

    @Override
    public Listener bind(Training training) {
        return new Writer();
    }

    private final class Writer implements Listener {

        private final GradientNorms norms = new GradientNorms();
        private transient EventFile file;
        private transient boolean hasFailed;

        @Override
        public void onStart(Training training) {
            attempt(training, () -> {
                file = EventFile.create(directory);
                if (training.isResumed()) {
                    file.restart(training.step() + 1);
                }
                file.text(training.step(), "settings", settings(training));
            });
        }

        private static String settings(Training training) {
            return training.trainer() + "  \n" + training.trainer().network() + "  \n" + training.data();
        }

        @Override
        public void onStep(Training training) {
            if (everySteps > 0 && training.step() % everySteps == 0) {
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("step/loss", training.loss());
                putRateAndNorms(training, values);
                attempt(training, () -> file.scalars(training.step(), values));
            }
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("train/loss", epoch.loss());
            put(values, "validation/loss", epoch.validationLoss());
            for (Measure measure : epoch.measures()) {
                String name = measure.name().replace(' ', '_');
                put(values, "train/" + name, measure.training());
                put(values, "validation/" + name, measure.validation());
            }
            if (everySteps == 0 || training.step() % everySteps != 0) {
                putRateAndNorms(training, values);
            }
            attempt(training, () -> file.scalars(training.step(), values));
        }

        private static void put(Map<String, Double> values, String tag, double value) {
            if (!Double.isNaN(value)) {
                values.put(tag, value);
            }
        }

        private void putRateAndNorms(Training training, Map<String, Double> values) {
            values.put("learning_rate", training.learningRate());
            norms.of(training).forEach((layer, norm) -> values.put("gradient_norm/" + layer, norm));
        }

        private interface Action {
            void run() throws IOException;
        }

        private void attempt(Training training, Action action) {
            if (hasFailed) {
                return;
            }
            try {
                action.run();
            } catch (IOException e) {
                hasFailed = true;
                training.warn("the log in " + directory + " cannot be written, and training goes on without: " + e);
            }
        }

        @Override
        public void onEnd(Training training, History history) {
            attempt(training, () -> {
                if (file != null) {
                    file.close();
                }
            });
        }
    }
}
