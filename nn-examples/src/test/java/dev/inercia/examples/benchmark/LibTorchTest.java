package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LibTorchTest {

    @Test
    void oneThatIsMissingIsSkippedWithALine() {
        assertThat(LibTorch.DJL.absence(Optional.empty(), LibTorch.PLATFORM))
                .hasValue("libtorch (DJL): it takes part with the Maven profile -Pbenchmarks only");
        assertThat(LibTorch.BYTEDECO.absence(Optional.of("some.jar"), "Mac OS X aarch64"))
                .hasValue("libtorch (bytedeco): the profile has its natives for Linux amd64, and this is Mac OS X"
                        + " aarch64");
        assertThat(LibTorch.BYTEDECO.absence(Optional.of("some.jar"), LibTorch.PLATFORM))
                .isEmpty();
    }

    @Test
    void oneThatCannotStartSaysWhy() {
        List<String> command = LibTorch.DJL.command("no-such-place");

        assertThatIOException()
                .isThrownBy(() -> LibTorch.version(command))
                .withMessageContaining("dev.inercia.examples.benchmark.Djl");
    }

    @Test
    void eachHasAClassPathOfItsOwnAndUnpacksBesideIt() {
        String classes = Path.of("peers", "djl", "classes").toString();
        List<String> command = LibTorch.DJL.command(classes + File.pathSeparator + "api.jar");

        assertThat(Jvm.classPathOf(command)).hasValue(classes + File.pathSeparator + "api.jar");
        assertThat(command)
                .contains("-DDJL_CACHE_DIR=" + Path.of("peers", "djl", "cache"), "-Dai.djl.offline=true")
                .endsWith("dev.inercia.examples.benchmark.Djl");
    }
}
