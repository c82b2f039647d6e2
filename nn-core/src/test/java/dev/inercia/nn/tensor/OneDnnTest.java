package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.tensor.Products.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** oneDNN takes no threads of its own, and leaves those of the caller's own work alone. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "x86_64"})
class OneDnnTest {

    private static final int LARGE = 600;

    @BeforeAll
    static void startNd4jFirst() {
        assertThat(Backend.isDirect()).isTrue();
    }

    private static NativeOps openMp() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    private static Matrix large() {
        return Memory.of(Numbers.array(DataType.FLOAT, Numbers.uniform(LARGE * LARGE, -1, 1, 1), LARGE, LARGE))
                .matrix(LARGE, LARGE)
                .uncut();
    }

    @Test
    void isAtHand() {
        assertThat(OneDnn.isAvailable()).isTrue();
    }

    @Test
    void theCallersNumberOfThreadsIsPutBack() {
        NativeOps openMp = openMp();
        int before = openMp.ompGetMaxThreads();
        try {
            for (int threads : new int[] {3, 1, 2}) {
                openMp.setOmpNumThreads(threads);
                ProductsTest.with(Library.ONEDNN, () -> large().setProduct(large(), large()));
                assertThat(openMp.ompGetMaxThreads()).isEqualTo(threads);
            }
        } finally {
            openMp.setOmpNumThreads(before);
        }
    }

    @Test
    void aRefusedProductIsSaidAndLeavesTheNumberOfThreads() {
        NativeOps openMp = openMp();
        int before = openMp.ompGetMaxThreads();
        openMp.setOmpNumThreads(3);
        try (FloatPointer numbers = new FloatPointer(100)) {
            assertThatThrownBy(() -> OneDnn.multiply(
                            false, false, 2, 3, 4, 1, numbers, 1, numbers.position(10), 3, 0, numbers.position(50), 3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("oneDNN refused a product of 2 x 4 and 4 x 3 with status 2: start with"
                            + " -Dinercia.products=openblas to do without it");
            assertThat(openMp.ompGetMaxThreads()).isEqualTo(3);
        } finally {
            openMp.setOmpNumThreads(before);
        }
    }

    /** OpenMP's workers bear the name of the thread they work for. */
    private static long threadsNamed(String name) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> name.equals(read(task.resolve("comm")))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static long threadsDuring(String name, Runnable work) throws InterruptedException {
        AtomicLong threads = new AtomicLong();
        Thread thread = new Thread(
                () -> {
                    openMp().setOmpNumThreads(2);
                    work.run();
                    threads.set(threadsNamed(name));
                },
                name);
        thread.start();
        thread.join();
        return threads.get();
    }

    @Test
    void computesOnTheCallingThreadAlone() throws InterruptedException {
        assertThat(OneDnn.isAvailable()).isTrue();
        // As it would be: what this test counts is there.
        assertThat(threadsDuring("two-threads", () -> {
                    try (FloatPointer numbers = new FloatPointer((long) LARGE * LARGE)) {
                        dnnl.dnnl_sgemm(
                                (byte) 'N',
                                (byte) 'N',
                                LARGE,
                                LARGE,
                                LARGE,
                                1,
                                numbers,
                                LARGE,
                                numbers,
                                LARGE,
                                0,
                                new FloatPointer((long) LARGE * LARGE),
                                LARGE);
                    }
                }))
                .isEqualTo(2);
        assertThat(threadsDuring(
                        "one-thread",
                        () -> ProductsTest.with(Library.ONEDNN, () -> large().setProduct(large(), large()))))
                .isEqualTo(1);
    }
}
