package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.synthetic.SyntheticDigits;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, on few digits: who took part, not how fast. */
class MatchTest {

    private static final int EXAMPLES = 200;

    @TempDir
    private Path directory;

    private static Contestant contestant(String name, String mainClass) {
        return new Contestant(
                name,
                "1",
                Jvm.command(mainClass, List.of("-Xmx512m")),
                List.of(Variant.PLAIN),
                EnumSet.allOf(Work.class));
    }

    private Standing play(Work work, Contestant... contestants) {
        SharedFiles.write(
                directory,
                SyntheticDigits.generate(EXAMPLES, 1).dataset(),
                SyntheticDigits.generate(Commands.SINGLE_IMAGES, 2).dataset());
        return new Match(directory, EXAMPLES, 2, line -> {}).play(work, List.of(contestants));
    }

    @Test
    void letsAllTakePart() {
        Standing standing = play(Work.E, contestant(Contestant.OURS, "Ours"), contestant(Contestant.GEMMS, "Gemms"));

        assertThat(standing.absent()).isEmpty();
        assertThat(standing.results())
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.rounds())
                        .hasSize(2)
                        .allSatisfy(time -> assertThat(time).isPositive()));
        assertThat(standing.of(Contestant.OURS).orElseThrow().accuracy()).isBetween(0.0, 1.0);
        assertThat(standing.of(Contestant.GEMMS).orElseThrow().accuracy()).isNaN();
    }

    @Test
    void goesOnWithoutOneThatFailsAtTheEnd() {
        Standing standing = play(Work.E, contestant(Contestant.OURS, "Ours"), contestant("Late", "FailsAtTheEnd"));

        assertThat(standing.results()).extracting(Result::contestant).containsExactly(Contestant.OURS);
        assertThat(standing.absent())
                .singleElement()
                .asString()
                .startsWith("Late ended instead of answering 'accuracy'")
                .contains("no accuracy, sorry");
    }

    @Test
    void goesOnWithoutOneThatFails() {
        Standing standing = play(Work.F, contestant(Contestant.OURS, "Ours"), contestant("Nobody", "Nobody"));

        assertThat(standing.results()).extracting(Result::contestant).containsExactly(Contestant.OURS);
        assertThat(standing.absent()).singleElement().asString().contains("Nobody ended instead of answering");
    }
}
