package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {

    @Test
    void pyTorchIsTriedWithOpenBlasAtOneThreadToo() {
        assertThat(Variant.toTryInPyTorch(2, false))
                .extracting(Variant::settings)
                .containsExactly("1 thread", "2 threads", "2 threads, OpenBLAS 1");
        assertThat(Variant.toTryInPyTorch(2, false).get(2).environment())
                .containsEntry("OMP_NUM_THREADS", "2")
                .containsEntry("OPENBLAS_NUM_THREADS", "1");
        assertThat(Variant.toTryInPyTorch(1, false)).hasSize(1);
    }

    @Test
    void convolutionsAreTriedInBothLayoutsAndWithoutOneDnn() {
        assertThat(Variant.toTryOnImages(2, false, false))
                .extracting(Variant::settings)
                .containsExactly(
                        "2 threads, OpenBLAS 1",
                        "2 threads, OpenBLAS 1, channels last",
                        "2 threads, OpenBLAS 1, without oneDNN",
                        "2 threads, OpenBLAS 1, without oneDNN, channels last");
        assertThat(Variant.toTryOnImages(1, false, true))
                .extracting(Variant::settings)
                .containsExactly(
                        "1 thread", "1 thread, by 100", "1 thread, channels last", "1 thread, channels last, by 100");
        if (System.getenv("OPENBLAS_CORETYPE") == null) {
            assertThat(Variant.toTryOnImages(2, true, false))
                    .hasSize(4)
                    .allSatisfy(variant -> assertThat(variant.settings()).contains("OPENBLAS_CORETYPE=SkylakeX"));
        }
        assertThat(Variant.toTryOnImages(2, false, false).get(3).environment())
                .containsEntry("OPENBLAS_NUM_THREADS", "1")
                .containsEntry("CHANNELS_LAST", "1")
                .containsEntry("MKLDNN", "0");
    }

    @Test
    void everybodyIsHeldToAvx2() {
        List<Variant> variants = List.of(Variant.PLAIN, Variant.threads(2));
        Contestant ours = new Contestant(
                        "Ours", "1", Jvm.command("Ours", List.of("-Xmx1g")), variants, EnumSet.of(Work.A))
                .heldToAvx2();
        assertThat(ours.command()).startsWith(ours.command().get(0), "-XX:UseAVX=2", "-Xmx1g");
        assertThat(ours.variants()).extracting(Variant::settings).containsExactly("AVX2", "2 threads, AVX2");
        Contestant theirs = new Contestant("Theirs", "1", List.of("python3", "theirs.py"), variants, EnumSet.of(Work.A))
                .heldToAvx2();
        assertThat(theirs.command()).containsExactly("python3", "theirs.py");
        assertThat(theirs.variants())
                .allSatisfy(variant -> assertThat(variant.environment())
                        .containsEntry("OPENBLAS_CORETYPE", "Haswell")
                        .containsEntry("ONEDNN_MAX_CPU_ISA", "AVX2")
                        .containsEntry("ATEN_CPU_CAPABILITY", "avx2")
                        .containsEntry("MKL_ENABLE_INSTRUCTIONS", "AVX2"));
    }

    @Test
    void aJvmsClassPathIsFoundInItsCommand() {
        assertThat(Jvm.classPathOf(Jvm.command("Ours", List.of(), "a.jar:b.jar")))
                .contains("a.jar:b.jar");
        assertThat(Jvm.classPathOf(List.of("python3", "theirs.py"))).isEmpty();
    }
}
