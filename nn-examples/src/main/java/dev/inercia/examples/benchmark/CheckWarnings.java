package dev.inercia.examples.benchmark;

import dev.inercia.examples.Console;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.train.Trainer;
import dev.inercia.train.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts right and false alarms and misses of the diagnosis on seven tables: trainings that go well, with several
 * optimizers and seeds, and trainings with a known fault, of which a warning has to name the cause.
 */
@Command(
        name = "check-warnings",
        description = "Counts true alarms, false alarms and misses of the diagnosis on seven tables.",
        sortOptions = false)
public final class CheckWarnings implements Callable<Integer> {

    private static final int HIDDEN = 32;
    private static final List<Optimizer> GOOD = List.of(
            new Adam(0.003), new AdamW(0.01), new RmsProp(0.001), new Momentum(0.02), new Sgd(0.1), new Sgd(0.02));

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Where the tables are, as CSV.")
    private Path data;

    @Option(names = "--mnist", paramLabel = "DIR", description = "Where MNIST's four files are; without it, no digits.")
    private Path digits;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seeds of each training, by default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs of every training, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    private int trainings;
    private int alarms;
    private int wrong;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new CheckWarnings(), args);
    }

    /** A training of one table, to be changed. */
    private record Setup(TableSet set, TableSplit split, long seed) {

        @Override
        public String toString() {
            return set + " " + seed;
        }

        Network network(Activation hidden, Activation output, DataType type) {
            return Network.input(split.x()[0].length)
                    .layer(new Dense(HIDDEN, hidden))
                    .layer(new Dense(set.outputs()))
                    .output(output)
                    .type(type)
                    .seed(seed)
                    .build();
        }

        Dataset training() {
            return CompareTables.dataset(set, split.x(), split.y());
        }

        Dataset validation() {
            return CompareTables.dataset(set, split.testX(), split.testY());
        }

        Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
            return new Trainer(network, loss, optimizer).seed(seed).validation(validation());
        }
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--seeds", seeds);
        Console.requireAtLeastOne("--epochs", epochs);
        System.out.println(
                "| | trainings | right alarms | false alarms or wrong causes | misses |\n|---|--:|--:|--:|--:|");
        for (TableSet set : TableSet.values()) {
            double[][] rows = set.read(data);
            for (int seed = 0; seed < seeds; seed++) {
                good(new Setup(set, TableSplit.of(set, rows, seed), seed));
            }
            row(set + ", goes well", true);
        }
        if (digits != null) {
            for (int seed = 0; seed < seeds; seed++) {
                DigitTrainings.of(digits, seed).forEach((name, warnings) -> expect(warnings, null, name));
            }
            row("2,000 MNIST digits, go well", true);
        }
        faults();
        return 0;
    }

    private void good(Setup setup) {
        for (Optimizer optimizer : GOOD) {
            for (Activation hidden : List.of(new Relu(), new Tanh())) {
                DataType type = hidden instanceof Tanh ? DataType.DOUBLE : DataType.FLOAT;
                Network network = setup.network(hidden, setup.set.kind().output(), type);
                Trainer trainer = setup.trainer(network, setup.set.kind().loss(), optimizer)
                        .epochs(epochs);
                List<Warning> warnings = trainer.train(setup.training()).warnings();
                // That a network answers the class of 98 % of the examples to everything is true, and has to be said.
                boolean isRare = setup.set == TableSet.IMBALANCED && !warnings.isEmpty();
                expect(warnings, isRare ? "examples are of that class" : null, setup + " " + optimizer + " " + hidden);
            }
        }
    }

    private interface Fault {

        List<Warning> run(Setup setup);
    }

    private void faults() {
        fault("rate far too small", "far too small|try ten times", setup -> plain(setup, new Sgd(1e-7)));
        fault(
                "rate far too high",
                "learning rate is (too|so) high|learning rate or the first weights are too large",
                setup -> plain(setup, new Sgd(1000)));
        fault("validation features not standardised", "prepar(e|ation)", setup -> {
            Dataset validation = CompareTables.dataset(setup.set, raw(setup.split.testX()), setup.split.testY());
            return trainer(setup, new Adam(0.003))
                    .validation(validation)
                    .train(setup.training())
                    .warnings();
        });
        fault("features not standardised", "features that were never scaled", setup -> {
            Dataset validation = CompareTables.dataset(setup.set, raw(setup.split.testX()), setup.split.testY());
            return trainer(setup, new Adam(0.003))
                    .validation(validation)
                    .train(CompareTables.dataset(setup.set, raw(setup.split.x()), setup.split.y()))
                    .warnings();
        });
        fault("first weights all zero", "a start that is not random", setup -> {
            Network network = Network.input(setup.split.x()[0].length)
                    .layer(new Dense(HIDDEN, new Relu()).weights(new Zeros()))
                    .layer(new Dense(setup.set.outputs()).weights(new Zeros()))
                    .output(setup.set.kind().output())
                    .build();
            return setup.trainer(network, setup.set.kind().loss(), new Adam(0.003))
                    .epochs(epochs)
                    .train(setup.training())
                    .warnings();
        });
        fault(
                "schedule in the wrong unit",
                "a schedule of another length",
                setup -> trainer(setup, new Adam(0.003))
                        .schedule(new Cosine(100 * epochs))
                        .train(setup.training())
                        .warnings());
        fault("third call of one epoch", "one call of train for every epoch", setup -> {
            Trainer once = trainer(setup, new Adam(0.003)).epochs(1);
            once.train(setup.training());
            once.train(setup.training());
            return once.train(setup.training()).warnings();
        });
        fault("targets that the output cannot give", "an output activation", setup -> {
            boolean values = setup.set.kind() == TableSet.Kind.VALUES;
            Network network = Network.input(setup.split.x()[0].length)
                    .layer(new Dense(HIDDEN, new Relu()))
                    .layer(new Dense(setup.split.y()[0].length))
                    .output(values ? new Relu() : new Softmax())
                    .build();
            Dataset training = Dataset.of(setup.split.x(), setup.split.y());
            return setup.set.targets() > 1 || values || setup.set.kind() == TableSet.Kind.BINARY
                    ? new Trainer(network, new MeanSquaredError(), new Adam(0.003))
                            .epochs(epochs)
                            .train(training)
                            .warnings()
                    : null;
        });
        fault("targets in the hundred thousands", "standardise them", setup -> {
            float[][] large = new float[setup.split.y().length][1];
            for (int i = 0; i < large.length; i++) {
                large[i][0] = 200_000 + 50_000 * setup.split.y()[i][0];
            }
            return setup.set.kind() == TableSet.Kind.VALUES
                    ? new Trainer(
                                    setup.network(new Relu(), new Identity(), DataType.FLOAT),
                                    new MeanSquaredError(),
                                    new Adam(0.001))
                            .epochs(epochs)
                            .train(Dataset.of(setup.split.x(), large))
                            .warnings()
                    : null;
        });
    }

    /** Standardised features before they were. */
    private static float[][] raw(float[][] x) {
        float[][] raw = new float[x.length][];
        for (int i = 0; i < x.length; i++) {
            raw[i] = x[i].clone();
            for (int j = 0; j < raw[i].length; j++) {
                raw[i][j] = 120 + 30 * raw[i][j];
            }
        }
        return raw;
    }

    private Trainer trainer(Setup setup, Optimizer optimizer) {
        Network network = setup.network(new Relu(), setup.set.kind().output(), DataType.FLOAT);
        return setup.trainer(network, setup.set.kind().loss(), optimizer).epochs(epochs);
    }

    private List<Warning> plain(Setup setup, Optimizer optimizer) {
        return trainer(setup, optimizer).train(setup.training()).warnings();
    }

    /** Runs a fault on every table that can have it: a run gives null otherwise. */
    private void fault(String name, String cause, Fault fault) {
        for (TableSet set : TableSet.values()) {
            double[][] rows = set.read(data);
            for (int seed = 0; seed < seeds; seed++) {
                Setup setup = new Setup(set, TableSplit.of(set, rows, seed), seed);
                List<Warning> warnings = fault.run(setup);
                if (warnings != null) {
                    expect(warnings, cause, name + " " + setup);
                }
            }
        }
        row(name, false);
    }

    /** Counts; what is not as expected is shown. A second warning of another cause makes a right one wrong. */
    private void expect(List<Warning> warnings, String cause, String what) {
        trainings++;
        // That 98 % of imbalanced's examples are of one class is true whatever else is wrong.
        String alsoTrue =
                what.contains("imbalanced") ? "|as warned before|examples are of that class" : "|as warned before";
        Pattern expected = Pattern.compile(cause == null ? "nothing" : cause + alsoTrue);
        boolean right = !warnings.isEmpty()
                && Pattern.compile(cause == null ? "nothing" : cause)
                        .matcher(warnings.toString())
                        .find()
                && warnings.stream()
                        .allMatch(warning -> expected.matcher(warning.message()).find());
        alarms += right ? 1 : 0;
        if (!right && !(cause == null && warnings.isEmpty())) {
            wrong += warnings.isEmpty() ? 0 : 1;
            System.err.println(what + ": " + warnings);
        }
    }

    private void row(String name, boolean good) {
        int missed = good ? 0 : trainings - alarms - wrong;
        System.out.println("| " + name + " | " + trainings + " | " + alarms + " | " + wrong + " | " + missed + " |");
        trainings = 0;
        alarms = 0;
        wrong = 0;
    }
}
