package dev.inercia.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every optimizer promises; a row for each. */
class OptimizerContractTest {

    static Stream<OptimizerRow> rows() {
        return OptimizerRow.all();
    }

    /** A network of one column, since some optimizers treat matrices in a way of their own. */
    static Parameters parameters(DataType type, double... values) {
        Segment segment = new Segment(0, "0.weight", Shape.of(values.length, 1), 'c', Role.WEIGHT, 0, values.length);
        Parameters parameters = Parameters.zeros(type, List.of(segment));
        parameters.flat().assign(Nd4j.createFromArray(values).castTo(type));
        return parameters;
    }

    private static double[] values(INDArray array) {
        return array.toDoubleVector();
    }

    private static void assertClose(double[] found, double[] expected, double tolerance, String what) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .as("%s[%d]", what, i)
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void everyOptimizerHasARow() {
        List<String> optimizers = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.inercia").stream()
                        .filter(type -> type.isAssignableTo(Optimizer.class) && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .toList();
        List<String> tested = rows().map(row -> row.make().apply(0).getClass().getSimpleName())
                .distinct()
                .toList();
        assertThat(tested).containsExactlyInAnyOrderElementsOf(optimizers);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesTheStepsOfTheReference(OptimizerRow row) {
        ReferenceCase expected = row.reference();
        Optimizer optimizer = row.make().apply(expected.learningRate());
        Parameters parameters = parameters(DataType.DOUBLE, expected.initial());
        State state = optimizer.start(parameters);
        for (int step = 0; step < expected.steps(); step++) {
            optimizer.step(parameters, parameters(DataType.DOUBLE, expected.gradient(step)), state);
            assertClose(values(parameters.flat()), expected.parameters(step), 1e-9, "step " + (step + 1));
            Parameters average = parameters.zeros();
            optimizer.average(parameters, state, average);
            assertClose(values(average.flat()), expected.average(step), 1e-9, "average after step " + (step + 1));
        }
        assertThat(state.step()).isEqualTo(expected.steps());
        assertThat(state.names())
                .containsExactlyInAnyOrderElementsOf(row.state().keySet());
        row.state().forEach((ours, theirs) -> assertClose(values(state.get(ours)), expected.state(theirs), 1e-9, ours));
    }

    /** Why Nadam is held against its paper: PyTorch 1.13 departs from it in this one factor, later versions do not. */
    @Test
    void pyTorchsOldNadamIsThePapersWithMuCountedTwice() {
        ReferenceCase pyTorch = ReferenceCase.pyTorch("nadam");
        double[] p = pyTorch.initial().clone();
        PaperOptimizer paper = new PaperNadam(true);
        paper.start(p);
        for (int step = 0; step < pyTorch.steps(); step++) {
            paper.step(p, pyTorch.gradient(step), pyTorch.learningRate(), step + 1);
            assertClose(p, pyTorch.parameters(step), 1e-9, "step " + (step + 1));
        }
        assertClose(paper.state().get("m"), pyTorch.state("exp_avg"), 1e-9, "m");
        assertClose(paper.state().get("n"), pyTorch.state("exp_avg_sq"), 1e-9, "n");
    }

    /**
     * The inputs cannot be represented in FLOAT, so the reference is our DOUBLE, which is the reference's, on rounded ones.
     */
    @ParameterizedTest
    @MethodSource("rows")
    void takesTheSameStepsInFloat(OptimizerRow row) {
        ReferenceCase reference = row.reference();
        Optimizer optimizer = row.make().apply(reference.learningRate());
        Parameters floats = parameters(DataType.FLOAT, reference.initial());
        Parameters doubles = parameters(DataType.DOUBLE, values(floats.flat()));
        State floatState = optimizer.start(floats);
        State doubleState = optimizer.start(doubles);
        for (int step = 0; step < reference.steps(); step++) {
            Parameters gradient = parameters(DataType.FLOAT, reference.gradient(step));
            optimizer.step(floats, gradient, floatState);
            optimizer.step(doubles, parameters(DataType.DOUBLE, values(gradient.flat())), doubleState);
            assertClose(values(floats.flat()), values(doubles.flat()), 1e-5, "step " + (step + 1));
        }
        for (String name : floatState.names()) {
            assertClose(values(floatState.get(name)), values(doubleState.get(name)), 1e-5, name);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void getsToTheBottomOfAParabola(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(row.parabolaRate());
        Parameters p = parameters(DataType.FLOAT, 1, -2, 0.5);
        State state = optimizer.start(p);
        Parameters gradient = p.zeros();
        Memory ofGradient = Memory.of(gradient.flat());
        Memory ofPoint = Memory.of(p.flat());
        float[] x = new float[3];
        for (int i = 0; i < 3000; i++) {
            ofPoint.get(0, x, 0, 3);
            ofGradient.put(0, new float[] {2 * x[0], 20 * x[1], x[2]}, 0, 3);
            optimizer.step(p, gradient, state);
        }
        assertClose(values(p.flat()), new double[3], 2e-3, "p");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void getsAlongRosenbrocksValley(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(row.rosenbrockRate());
        Parameters p = parameters(DataType.DOUBLE, -1.2, 1);
        State state = optimizer.start(p);
        Parameters gradient = p.zeros();
        Memory ofGradient = Memory.of(gradient.flat());
        Memory ofPoint = Memory.of(p.flat());
        double[] point = new double[2];
        for (int i = 0; i < 20000; i++) {
            ofPoint.get(0, point, 0, 2);
            double x = point[0];
            double y = point[1];
            double dx = -2 * (1 - x) - 400 * x * (y - x * x);
            ofGradient.put(0, new double[] {dx, 200 * (y - x * x)}, 0, 2);
            optimizer.step(p, gradient, state);
        }
        assertClose(values(p.flat()), new double[] {1, 1}, 0.02, "p");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aLearningRateOfZeroMovesNothing(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0);
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Parameters p = parameters(type, 0.1, -3, 1e-30, 0);
            Parameters before = p.copy();
            State state = optimizer.start(p);
            for (int i = 0; i < 100; i++) {
                optimizer.step(p, parameters(type, 5, -1e-8, 2, 1e6), state);
            }
            assertThat(values(p.flat())).isEqualTo(values(before.flat()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aZeroGradientMovesNothingAtFirstButByDecay(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.5);
        Parameters p = parameters(DataType.FLOAT, 0.1, -3, 7);
        State state = optimizer.start(p);
        optimizer.step(p, parameters(DataType.FLOAT, 0, 0, 0), state);
        float kept = (float) (1 - 0.5 * row.weightDecay());
        assertThat(p.flat().toFloatVector()).containsExactly(kept * 0.1f, kept * -3, kept * 7);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyReadsTheGradients(OptimizerRow row) {
        Parameters g = parameters(DataType.FLOAT, 1, -2, 3);
        Parameters p = parameters(DataType.FLOAT, 1, 1, 1);
        Optimizer optimizer = row.make().apply(0.1);
        optimizer.step(p, g, optimizer.start(p));
        assertThat(g.flat().toFloatVector()).containsExactly(1, -2, 3);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void twoNetworksShareAnOptimizerButNoState(OptimizerRow row) {
        Optimizer shared = row.make().apply(0.1);
        Parameters alone = parameters(DataType.FLOAT, 1, 2);
        run(shared, alone, shared.start(alone), 1, 5);
        Parameters one = parameters(DataType.FLOAT, 1, 2);
        Parameters other = parameters(DataType.FLOAT, 1, 2);
        State oneState = shared.start(one);
        State otherState = shared.start(other);
        for (int i = 0; i < 5; i++) {
            shared.step(one, gradient(1, i), oneState);
            shared.step(other, gradient(2, i), otherState);
        }
        assertThat(one.flat().toFloatVector()).containsExactly(alone.flat().toFloatVector());
        assertThat(other.flat().toFloatVector()).isNotEqualTo(one.flat().toFloatVector());
    }

    static Parameters gradient(long seed, int step) {
        Random random = new Random(seed * 1000 + step);
        return parameters(DataType.FLOAT, random.nextGaussian(), random.nextGaussian());
    }

    private static void run(Optimizer optimizer, Parameters p, State state, long seed, int steps) {
        for (int i = 0; i < steps; i++) {
            optimizer.step(p, gradient(seed, i), state);
        }
    }

    /** 130 steps before and after, so that denormals are flushed on both sides of the break. */
    @ParameterizedTest
    @MethodSource("rows")
    void aStatePutBackGoesOnBitForBit(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.01);
        Parameters p = parameters(DataType.FLOAT, 1, 2);
        State state = optimizer.start(p);
        run(optimizer, p, state, 1, 130);
        Parameters restored = p.copy();
        State restoredState = optimizer.start(restored);
        restoredState.setStep(state.step());
        state.names().forEach(name -> restoredState.set(name, state.get(name)));
        run(optimizer, p, state, 2, 130);
        run(optimizer, restored, restoredState, 2, 130);
        assertThat(restored.flat().toFloatVector()).containsExactly(p.flat().toFloatVector());
        state.names()
                .forEach(name -> assertThat(restoredState.get(name).toFloatVector())
                        .containsExactly(state.get(name).toFloatVector()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAGradientThatIsNotFiniteAndLeavesAllAsItWas(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.1);
        Parameters p = parameters(DataType.FLOAT, 1, 2);
        State state = optimizer.start(p);
        optimizer.step(p, parameters(DataType.FLOAT, 0.5, -0.5), state);
        float[] before = p.flat().toFloatVector();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> optimizer.step(p, parameters(DataType.FLOAT, 1, bad), state))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessage("The gradient of 0.weight is not finite: step 2 was not taken");
        }
        assertThat(p.flat().toFloatVector()).containsExactly(before);
        assertThat(state.step()).isEqualTo(1);
        Parameters fresh = parameters(DataType.FLOAT, 1, 2);
        State freshState = optimizer.start(fresh);
        optimizer.step(fresh, parameters(DataType.FLOAT, 0.5, -0.5), freshState);
        state.names()
                .forEach(name -> assertThat(state.get(name).toFloatVector())
                        .containsExactly(freshState.get(name).toFloatVector()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void evaluatesWhatItTrainsUnlessItAverages(OptimizerRow row) {
        Optimizer optimizer = row.make().apply(0.1);
        Parameters p = parameters(DataType.FLOAT, 1, 2);
        State state = optimizer.start(p);
        run(optimizer, p, state, 1, 12);
        Parameters average = parameters(DataType.FLOAT, 7, 7);
        float[] trained = p.flat().toFloatVector();
        optimizer.average(p, state, average);
        assertThat(p.flat().toFloatVector()).containsExactly(trained);
        if (optimizer.averages()) {
            assertThat(average.flat().toFloatVector()).isNotEqualTo(trained);
        } else {
            assertThat(average.flat().toFloatVector()).containsExactly(trained);
        }
    }
}
