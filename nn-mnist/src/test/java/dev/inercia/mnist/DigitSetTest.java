package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigitSetTest {

    private static final Set<String> SEEN = new HashSet<>();

    @ParameterizedTest
    @EnumSource
    void isComplete(DigitSet set) {
        assertThat(set.title()).isNotBlank();
        assertThat(set.licence()).isNotBlank();
        assertThat(set.classNames()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
        assertThat(set.home().getScheme()).isIn("http", "https");
        assertThat(set.files()).containsOnlyKeys(DigitFile.values());
    }

    @ParameterizedTest
    @EnumSource(names = {"MNIST", "FASHION_MNIST", "KMNIST"})
    void hasMirrorsAndChecksums(DigitSet set) {
        assertThat(set.classNames()).hasSize(10);
        assertThat(set.mirrors()).hasSizeGreaterThan(1).allSatisfy(mirror -> {
            assertThat(mirror.getScheme()).isIn("http", "https");
            assertThat(mirror.getPath())
                    .as("a folder, to resolve file names against")
                    .endsWith("/");
        });
        assertThat(set.files().values()).allSatisfy(file -> {
            assertThat(file.sha256()).matches("[0-9a-f]{64}");
            assertThat(SEEN.add(file.sha256())).as("no checksum is there twice").isTrue();
        });
    }

    @Test
    void filesAreNamedAndSpelledAsInTheWild() {
        assertThat(DigitFile.TRAIN_IMAGES.spellings())
                .containsExactly(
                        "train-images-idx3-ubyte.gz",
                        "train-images-idx3-ubyte",
                        "train-images.idx3-ubyte.gz",
                        "train-images.idx3-ubyte");
        assertThat(List.of(DigitFile.values()))
                .extracting(DigitFile::publishedName)
                .containsExactly(
                        "train-images-idx3-ubyte",
                        "train-labels-idx1-ubyte",
                        "t10k-images-idx3-ubyte",
                        "t10k-labels-idx1-ubyte");
    }

    @Test
    void foldersInTheCache() {
        assertThat(List.of(DigitSet.values()))
                .extracting(DigitSet::folder)
                .startsWith("mnist", "fashion-mnist", "kmnist")
                .doesNotHaveDuplicates();
    }
}
