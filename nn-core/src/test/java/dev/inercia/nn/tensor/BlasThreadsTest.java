package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.OwnJvm;
import dev.inercia.nn.OwnJvm.Outcome;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** OpenBLAS's thread count belongs to the process: whoever sets it, our products are the same. */
class BlasThreadsTest {

    private static final String WARNING = "Something in this process, such as Nd4j.getBlasWrapper() or another library,"
            + " set OpenBLAS's threads to 2: set back to 1, as results would differ. If it was on purpose, start with"
            + " -Dinercia.blas.threads=2, or with -Dinercia.blas.threads=keep to set them in the program";

    /** The bits of a product, and OpenBLAS's threads after it: first, after a product of ND4J's, and after a change. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            print();
            Nd4j.ones(200, 300).mmul(Nd4j.ones(300, 200));
            print();
            openblas.blas_set_num_threads(2);
            if (args.length > 0) {
                Thread.currentThread().interrupt();
            }
            print();
            openblas.blas_set_num_threads(2);
            Thread.interrupted();
            print();
        }

        private static void print() {
            int side = 333;
            Memory a = Memory.of(Numbers.array(DataType.DOUBLE, Numbers.uniform(side * side, -1, 1, 1), side, side));
            Memory c = Memory.zeros(DataType.DOUBLE, side, side);
            c.matrix(side, side)
                    .setProduct(a.matrix(side, side), a.matrix(side, side).transposed());
            boolean isInterrupted = Thread.interrupted();
            OwnJvm.print(Arrays.hashCode(c.array().data().asDouble()) + " " + openblas.blas_get_num_threads());
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Outcome run(String setting, String... arguments) {
        OwnJvm jvm = OwnJvm.of(Program.class)
                // As a program that silences ND4J: it then makes its BLAS only for its first product.
                .option("-Dorg.nd4j.log.initialization=false")
                .environment("OMP_NUM_THREADS", "2");
        return (setting.isEmpty() ? jvm : jvm.option("-Dinercia.blas.threads=" + setting)).run(arguments);
    }

    private static List<String> warnings(Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> line.contains("WARN") && line.contains("OpenBLAS"))
                .toList();
    }

    @Test
    void othersMayNotChangeThem() {
        Outcome outcome = run("");
        assertThat(outcome.results()).hasSize(4).allMatch(outcome.results().get(0)::equals);
        assertThat(outcome.results().get(0)).endsWith(" 1");
        assertThat(warnings(outcome)).singleElement().asString().endsWith(WARNING);
    }

    @Test
    void theyAreSetBackOnAnInterruptedThread() {
        Outcome outcome = run("1", "interrupted");
        assertThat(outcome.results()).hasSize(4).allMatch(result -> result.endsWith(" 1"));
    }

    @Test
    void whoeverSetsThemOnPurposeSaysSo() {
        Outcome two = run("2");
        assertThat(two.results()).hasSize(4).allMatch(result -> result.endsWith(" 2"));
        assertThat(warnings(two)).isEmpty();
        Outcome kept = run("keep");
        assertThat(kept.results().subList(1, 4)).hasSize(3).allMatch(result -> result.endsWith(" 2"));
        assertThat(warnings(kept)).isEmpty();
    }
}
