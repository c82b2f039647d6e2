package dev.inercia.examples.pad;

import dev.inercia.examples.pad.Status.Effect;
import dev.inercia.examples.pad.Status.Phase;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pad's network through its life: loaded or trained, saved, fine-tuned, taken back. One thing at a time, on a thread of
 * its own; the network that reads is never the one that trains. Thread-safe.
 */
final class Learning implements AutoCloseable {

    static final String FILE = "network.safetensors";

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    private static final int MOST_SHOWN = 500;

    private final Path file;
    private final Recipe recipe;
    private final Supplier<PadData> source;
    private final Corrections corrections;
    private final ExecutorService thread;

    private volatile Status status = Status.FIRST;
    private volatile DigitReader reader;
    private volatile Consumer<Status> onChange = status -> {};
    private volatile Runnable onFirst = () -> {};
    private boolean isBusy;
    // Used on the thread alone.
    private PadData data;
    private Network before;

    /**
     * Does nothing yet, see {@link #start}.
     *
     * @param directory for the network's file
     */
    Learning(Path directory, Recipe recipe, Supplier<PadData> source, Corrections corrections) {
        file = directory.resolve(FILE);
        this.recipe = recipe;
        this.source = source;
        this.corrections = corrections;
        status = status.withCorrections(corrections.size());
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread learning = new Thread(task, "inercia-pad-learning");
            learning.setDaemon(true);
            return learning;
        });
    }

    /** Gets every new status, in order, on any thread. */
    void onChange(Consumer<Status> listener) {
        onChange = listener;
    }

    /** Runs once, on the thread that learns, when there is a network that reads. */
    void onFirst(Runnable action) {
        onFirst = action;
    }

    Status status() {
        return status;
    }

    /** What reads digits now; empty until there is a network. */
    Optional<DigitReader> reader() {
        return Optional.ofNullable(reader);
    }

    private synchronized void change(UnaryOperator<Status> change) {
        status = change.apply(status);
        onChange.accept(status);
    }

    private void say(Phase phase, String text, double progress) {
        change(now -> now.now(phase, text, progress));
    }

    /** Lets a copy of a network read from now on. */
    private void publish(Network network) {
        DigitReader next = new DigitReader(network.copy(), status.version() + 1);
        boolean isFirst = reader == null;
        reader = next;
        if (isFirst) {
            onFirst.run();
        }
        change(now -> now.withVersion(next.version()));
    }

    /** After the corrections have changed. */
    void countCorrections() {
        change(now -> now.withCorrections(corrections.size()));
    }

    /**
     * Does something on the thread; the status says so at once.
     *
     * @param work returns the status that it ends with
     * @throws IllegalStateException if something is being done
     */
    private synchronized void begin(Phase phase, String text, Supplier<UnaryOperator<Status>> work) {
        if (isBusy) {
            throw new IllegalStateException("The network is busy: " + status.text());
        }
        isBusy = true;
        say(phase, text, 0);
        thread.execute(() -> end(outcome(work)));
    }

    private UnaryOperator<Status> outcome(Supplier<UnaryOperator<Status>> work) {
        try {
            return work.get();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("The pad's network could not go on", e);
            return now -> now.now(Phase.FAILED, Failure.cut(String.valueOf(e.getMessage()), MOST_SHOWN), 0);
        }
    }

    private synchronized void end(UnaryOperator<Status> last) {
        isBusy = false;
        change(last);
    }

    /**
     * Loads the network that an earlier run saved, or trains one.
     *
     * @param isFresh true to train in any case
     */
    void start(boolean isFresh) {
        begin(Phase.LOADING, "Looking for a network", () -> {
            Optional<Network> saved = isFresh ? Optional.empty() : saved();
            saved.ifPresent(this::publish);
            say(Phase.LOADING, "Reading the digits", 0);
            data = source.get();
            Network network = saved.orElseGet(this::trained);
            return ready(network, saved.isPresent() ? "Loaded from " + file : "Trained");
        });
    }

    private Optional<Network> saved() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Network network = Network.load(file);
            if (network.architecture().input().equals(Shape.of(784))
                    && network.architecture().outputShape().equals(Shape.of(10))) {
                return Optional.of(network);
            }
            LOG.warn("{} is not a network of the pad, which trains another", file);
        } catch (UncheckedIOException e) {
            LOG.warn("The pad trains another network: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private Network trained() {
        Network network = recipe.network();
        long start = System.nanoTime();
        recipe.train(network, data.training(), watch(Phase.TRAINING, "Training", true));
        LOG.info("The pad's network was trained in {} s", (System.nanoTime() - start) / 1_000_000_000);
        save(network);
        publish(network);
        return network;
    }

    private Watch watch(Phase phase, String what, boolean isShown) {
        return new Watch((text, progress) -> say(phase, what + ": " + text, progress), isShown ? this::publish : null);
    }

    private void save(Network network) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            network.save(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.toString(), e);
        }
    }

    private UnaryOperator<Status> ready(Network network, String how) {
        say(Phase.LOADING, "Reading the test digits", 1);
        String facts = facts(network, right(network, data.test()));
        return now -> now.withFacts(facts).now(Phase.READY, how + ". Draw a digit.", 1);
    }

    private String facts(Network network, long right) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %,d test digits read rightly; %,d parameters; %s",
                100.0 * right / data.test().size(),
                data.test().size(),
                network.parameters().size(),
                data.source());
    }

    private static long right(Network network, Dataset digits) {
        return Math.round(network.evaluate(digits, new Accuracy()).value() * digits.size());
    }

    /**
     * Trains the network on the corrections, in the background.
     *
     * @param isMixed true to mix them with training digits, without which it forgets
     * @throws IllegalStateException if there are none, or something else is being done
     */
    void tune(boolean isMixed) {
        if (corrections.size() == 0) {
            throw new IllegalStateException("There are no corrections yet to train on");
        }
        requireData();
        begin(Phase.TUNING, "Reading the test digits", () -> {
            long start = System.nanoTime();
            Dataset wrong = corrections.dataset();
            Network old = reader.network();
            long testsBefore = right(old, data.test());
            Network tuned = old.copy();
            recipe.tune(
                    tuned,
                    Mixture.of(wrong, isMixed ? data.training() : null, recipe.seed()),
                    watch(Phase.TUNING, "Training on the corrections", false));
            Effect effect = new Effect(
                    wrong.size(),
                    right(old, wrong),
                    right(tuned, wrong),
                    data.test().size(),
                    testsBefore,
                    right(tuned, data.test()),
                    isMixed,
                    (System.nanoTime() - start) / 1e9);
            save(tuned);
            before = old;
            publish(tuned);
            String facts = facts(tuned, effect.testsAfter());
            return now -> now.withFacts(facts).withEffect(effect).now(Phase.READY, "Trained on the corrections.", 1);
        });
    }

    private void requireData() {
        if (status.facts().isEmpty()) {
            throw new IllegalStateException("The network is not ready: " + status.text());
        }
    }

    /**
     * Goes back to the network before the last fine-tuning.
     *
     * @throws IllegalStateException if there is none, or something else is being done
     */
    void takeBack() {
        if (!status.canTakeBack()) {
            throw new IllegalStateException("There is no training to take back");
        }
        begin(Phase.LOADING, "Taking the training back", () -> {
            save(before);
            publish(before);
            change(now -> now.withEffect(null));
            return ready(before, "The training was taken back");
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
