package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Destandardize;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.metric.Mae;
import dev.inercia.nn.metric.R2;
import dev.inercia.nn.metric.Rmse;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Optimizer;
import dev.inercia.tune.Search;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A training does not depend on the units of its targets. */
class TargetScaleTrainingTest {

    private static final Random RANDOM = new Random(4);
    private static final double[][] X = new double[200][3];
    private static final double[] Y = new double[200];

    static {
        for (int i = 0; i < X.length; i++) {
            X[i] = RANDOM.doubles(3, -1, 1).toArray();
            Y[i] = X[i][0] * X[i][1] + Math.sin(2 * X[i][2]) + 0.3 * RANDOM.nextGaussian();
        }
    }

    /** The same examples with targets {@code scale y + shift}. */
    private static Split data(double scale, double shift) {
        return Dataset.of(X, Arrays.stream(Y).map(y -> scale * y + shift).toArray())
                .split(0.6);
    }

    private static Network network(Split data, DataType type) {
        return Network.input(3)
                .layer(new Dense(20, new Tanh()))
                .layer(new Dense(1))
                .output(Destandardize.of(data.first()))
                .type(type)
                .seed(2)
                .build();
    }

    private static Trainer trainer(Network network, Optimizer optimizer, Split data) {
        return new Trainer(network, new MeanSquaredError(), optimizer)
                .batchSize(16)
                .accumulate(2)
                .epochs(60)
                .seed(7)
                .validation(data.second())
                .metrics(new Rmse(), new Mae())
                .listener(new EarlyStopping(8).restoringBest());
    }

    private static double[] losses(History history) {
        return history.epochs().stream()
                .flatMap(epoch -> Stream.of(epoch.loss(), epoch.validationLoss()))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Powers of two, because then the standardised targets are the same to the last bit. */
    @Test
    void otherUnitsGiveTheSameBits() {
        boolean hasStopped = false;
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            for (Optimizer optimizer : List.of(new Adam(0.05), new ExponentialMovingAverage(new Adam(0.02)))) {
                hasStopped |= requireSameBits(type, optimizer).stopReason().isPresent();
            }
        }
        assertThat(hasStopped).isTrue();
    }

    private static History requireSameBits(DataType type, Optimizer optimizer) {
        Split small = data(1, 0);
        Split large = data(1 << 20, 0);
        Network a = network(small, type);
        Network b = network(large, type);

        History one = trainer(a, optimizer, small).train(small.first());
        History two = trainer(b, optimizer, large).train(large.first());

        assertThat(losses(two)).containsExactly(losses(one));
        assertThat(two.restored()).isPresent().isEqualTo(one.restored());
        assertThat(b.parameters().flat().toDoubleVector())
                .containsExactly(a.parameters().flat().toDoubleVector());
        for (int i = 0; i < one.epochs().size(); i++) {
            Epoch first = one.epochs().get(i);
            Epoch second = two.epochs().get(i);
            double rmse = first.measure(new Rmse()).orElseThrow().validation();
            assertThat(second.measure(new Rmse()).orElseThrow().validation() / (1 << 20))
                    .isCloseTo(rmse, within(1e-9));
            assertThat(second.measure(new R2()).orElseThrow().validation())
                    .isCloseTo(first.measure(new R2()).orElseThrow().validation(), within(1e-9));
        }
        return one;
    }

    /** Prices in the hundred thousands. */
    @Test
    void aShiftChangesNoMoreThanRounding() {
        Split small = data(1, 0);
        Split prices = data(90_000, 350_000);
        Network a = network(small, DataType.DOUBLE);
        Network b = network(prices, DataType.DOUBLE);

        History one = trainer(a, new Adam(0.02), small).train(small.first());
        History two = trainer(b, new Adam(0.02), prices).train(prices.first());

        assertThat(losses(two)).containsExactly(losses(one), within(1e-6));
        double[] expected = a.predict(Nd4j.createFromArray(X)).toDoubleVector();
        double[] predicted = b.predict(Nd4j.createFromArray(X)).toDoubleVector();
        for (int i = 0; i < expected.length; i++) {
            assertThat(predicted[i]).isCloseTo(90_000 * expected[i] + 350_000, within(0.1));
        }
        assertThat(two.warnings()).isEqualTo(one.warnings());
        // The spread of the noise is 27,000; without the scale, the outputs would not have got away from 0.
        assertThat(b.evaluate(prices.second(), new Rmse()).value()).isBetween(20_000.0, 45_000.0);
    }

    @Test
    void floatsTrainPricesAsWell() {
        Split small = data(1, 0);
        Split prices = data(90_000, 350_000);
        History one =
                trainer(network(small, DataType.FLOAT), new Adam(0.02), small).train(small.first());
        History two =
                trainer(network(prices, DataType.FLOAT), new Adam(0.02), prices).train(prices.first());
        assertThat(losses(two)).containsExactly(losses(one), within(1e-4));
    }

    /** As if the user had standardised the targets and trained a network without the scale. */
    @Test
    void theCourseIsThatOfStandardizedTargets() {
        Split prices = data(90_000, 350_000);
        Destandardize scale = Destandardize.of(prices.first());
        Split standardized = data(90_000 / scale.deviation()[0], (350_000 - scale.mean()[0]) / scale.deviation()[0]);
        Network plain = Network.input(3)
                .layer(new Dense(20, new Tanh()))
                .layer(new Dense(1))
                .type(DataType.DOUBLE)
                .seed(2)
                .build();
        Network scaled = network(prices, DataType.DOUBLE);

        History one = trainer(plain, new Adam(0.02), standardized).train(standardized.first());
        History two = trainer(scaled, new Adam(0.02), prices).train(prices.first());

        assertThat(losses(two)).containsExactly(losses(one), within(1e-9));
        assertThat(two.epochs().get(5).measure(new Mae()).orElseThrow().training())
                .isCloseTo(
                        one.epochs().get(5).measure(new Mae()).orElseThrow().training() * scale.deviation()[0],
                        within(1e-3));
    }

    /** The default diagnosis sees what the loss sees, whatever the size of the targets. */
    @Test
    void unitsAreNothingToWarnOf() {
        for (double unit : new double[] {1e-9, 1, 1e9}) {
            Split data = data(unit, 4 * unit);
            History history = new Trainer(network(data, DataType.FLOAT), new MeanSquaredError(), new Adam(0.01))
                    .batchSize(16)
                    .epochs(30)
                    .validation(data.second())
                    .train(data.first());
            assertThat(history.warnings()).as("unit " + unit).isEmpty();
            assertThat(history.last()
                            .orElseThrow()
                            .measure(new R2())
                            .orElseThrow()
                            .validation())
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void aSearchRanksAndKeepsTheSame() {
        Split prices = data(90_000, 350_000);
        SearchResult<Double> result = new Search<Double>(
                        rate -> trainer(network(prices, DataType.FLOAT), new Adam(rate), prices)
                                .epochs(10))
                .keepingBest()
                .by(new Rmse())
                .run(List.of(1e-5, 0.02), prices.first(), prices.second());
        Trial<Double> best = result.best().orElseThrow();
        assertThat(best.candidate()).isEqualTo(0.02);
        double rmse = result.network()
                .orElseThrow()
                .evaluate(prices.second(), new Rmse())
                .value();
        assertThat(rmse)
                .isLessThan(60_000)
                .isCloseTo(
                        best.best()
                                .orElseThrow()
                                .measure(new Rmse())
                                .orElseThrow()
                                .validation(),
                        within(1e-3));
    }
}
