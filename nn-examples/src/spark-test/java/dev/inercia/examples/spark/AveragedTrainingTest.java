package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on partitions: the same bits wherever they run, and, with one of them, those of a trainer. */
class AveragedTrainingTest {

    private static final CloudRecipe RECIPE = new CloudRecipe("adam", 0.01, 3);
    private static final Dataset VALIDATION = new Clouds(50, 9).load();
    private static final Clouds[] UNEVEN = {new Clouds(85, 1), new Clouds(44, 2), new Clouds(60, 3)};

    private static TrainingResult onThree(String master, SparkConf conf, int every) {
        return Contexts.with(
                master,
                conf,
                context -> Contexts.train(context, RECIPE, training -> training.everySteps(every), UNEVEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "momentum"})
    void onePartitionTrainsAsATrainerDoes(String optimizer) {
        CloudRecipe recipe = new CloudRecipe(optimizer, 0.01, 3);
        Clouds data = new Clouds(85, 1);
        Trainer trainer = recipe.trainer().validation(VALIDATION);
        History expected = trainer.train(data.load());
        List<Epoch> reported = new ArrayList<>();
        Contexts.local("local[2]", context -> {
            for (int every : new int[] {100, 3, 1}) {
                reported.clear();
                TrainingResult result = Contexts.train(
                        context,
                        recipe,
                        training -> training.everySteps(every)
                                .validation(VALIDATION)
                                .onEpoch(reported::add),
                        data);
                assertThat(Contexts.bits(result.network())).isEqualTo(Contexts.bits(trainer.network()));
                assertThat(result.history().epochs()).isEqualTo(reported).hasSize(3);
                for (int i = 0; i < 3; i++) {
                    assertSame(reported.get(i), expected.epochs().get(i));
                }
                assertThat(result.cost().rounds()).isEqualTo(3 * (every == 100 ? 1 : every == 3 ? 2 : 5));
            }
            return null;
        });
    }

    private static void assertSame(Epoch actual, Epoch expected) {
        assertThat(actual.number()).isEqualTo(expected.number());
        // A mean of means: the same but for the order of additions.
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-9));
        assertThat(actual.validationLoss()).isEqualTo(expected.validationLoss());
        assertThat(actual.correct()).isEqualTo(expected.correct());
        assertThat(actual.total()).isEqualTo(expected.total());
        assertThat(actual.learningRate()).isEqualTo(expected.learningRate());
        assertThat(actual.measures().get(0).validation())
                .isEqualTo(expected.measures().get(0).validation());
    }

    @Test
    void anOptimizerThatAveragesGivesItsAverages() {
        CloudRecipe recipe = new CloudRecipe("average", 0.01, 2);
        Clouds data = new Clouds(85, 1);
        Trainer trainer = recipe.trainer();
        trainer.train(data.load());
        Network network = Contexts.local(
                "local[2]",
                context -> Contexts.train(context, recipe, training -> training.everySteps(2), data)
                        .network());
        assertThat(network.parameters().flat().toFloatVector())
                .isEqualTo(trainer.network().parameters().flat().toFloatVector());
    }

    /** Also with shares that do not divide evenly, and another serializer. */
    @Test
    void bitsDependOnPartitionsAloneNotOnWhereTheyRun() {
        int[] expected = Contexts.bits(onThree("local[1]", new SparkConf(), 2).network());
        assertThat(Contexts.bits(onThree("local[2]", new SparkConf(), 2).network()))
                .isEqualTo(expected);
        SparkConf kryo = new SparkConf().set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        assertThat(Contexts.bits(onThree("local[2]", kryo, 2).network())).isEqualTo(expected);
        assertThat(Contexts.bits(onThree("local[2]", new SparkConf(), 1).network()))
                .isNotEqualTo(expected);
    }

    /** Fails once in a round of partition 1, after others may have ended theirs. */
    private record FailingOnce(CloudRecipe recipe) implements Recipe {

        private static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public Trainer trainer() {
            return recipe.trainer().transform((parameters, groups, seed) -> (gradients, step) -> {
                if (step == 2 && CALLS.incrementAndGet() == 2) {
                    throw new IllegalStateException("failed on purpose");
                }
            });
        }
    }

    @Test
    void aTaskThatFailsCostsItsRoundAndNoBits() {
        int[] expected = Contexts.bits(onThree("local[2]", new SparkConf(), 2).network());
        int[] actual = Contexts.local(
                "local[2,4]",
                context -> Contexts.bits(
                        Contexts.train(context, new FailingOnce(RECIPE), training -> training.everySteps(2), UNEVEN)
                                .network()));
        assertThat(FailingOnce.CALLS.get()).isEqualTo(4); // one for each partition, and one again
        assertThat(actual).isEqualTo(expected);
    }

    /** Data and seed equal: what differs is the chance that each partition draws. */
    @Test
    void partitionsDrawTheirOwnChance() {
        Clouds data = new Clouds(85, 1);
        Network one = Contexts.local(
                "local[2]",
                context -> Contexts.train(context, RECIPE, training -> training, data)
                        .network());
        Network two = Contexts.local(
                "local[2]",
                context -> Contexts.train(context, RECIPE, training -> training, data, data)
                        .network());
        assertThat(Contexts.bits(two)).isNotEqualTo(Contexts.bits(one));
    }

    @Test
    void emptyPartitionsTakeNoSteps() {
        int[] expected = Contexts.bits(onThree("local[2]", new SparkConf(), 2).network());
        int[] actual = Contexts.local(
                "local[2]",
                context -> Contexts.bits(new AveragedTraining<>(RECIPE, PartitionReader.of(List.of(UNEVEN)))
                        .everySteps(2)
                        .train(
                                context,
                                PartitionReader.partitions(context, 3)
                                        .union(context.parallelize(List.<Integer>of(), 2)))
                        .network()));
        assertThat(actual).isEqualTo(expected);
        Contexts.local("local[2]", context -> {
            assertThatThrownBy(() -> new AveragedTraining<>(RECIPE, PartitionReader.of(List.of()))
                            .train(context, context.parallelize(List.<Integer>of(), 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The training data has no examples in any of its 2 partitions: look at where it is"
                            + " read from");
            return null;
        });
    }

    /** A loss that becomes infinite in the second round. */
    private record Exploding(CloudRecipe recipe) implements Recipe {

        @Override
        public Trainer trainer() {
            return recipe.trainer().schedule(time -> time < 1 ? 1 : 1e30);
        }
    }

    @Test
    void aNumberThatIsNotFiniteEndsTraining() {
        TrainingResult first = Contexts.local(
                "local[2]",
                context -> Contexts.train(
                        context, new Exploding(new CloudRecipe("momentum", 0.01, 1)), training -> training, UNEVEN));
        TrainingResult result = Contexts.local(
                "local[2]",
                context -> Contexts.train(
                        context, new Exploding(new CloudRecipe("momentum", 1e10, 3)), training -> training, UNEVEN));
        assertThat(first.history().stopReason()).isEmpty();
        assertThat(result.history().stopReason().orElseThrow())
                .startsWith("partition ")
                .contains("was not taken");
        assertThat(result.network().parameters().flat().toFloatVector()).doesNotContain(Float.NaN);
    }
}
