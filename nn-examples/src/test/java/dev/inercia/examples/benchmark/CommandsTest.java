package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();
    private final Commands.Predictions predictions = new Commands.Predictions() {

        @Override
        public void all() {
            done.add("all");
        }

        @Override
        public void one(int image) {
            done.add("one " + image);
        }

        @Override
        public double accuracy() {
            return 0.75;
        }
    };

    private Commands commands(String... lines) {
        return new Commands(
                new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void handsOutTrainingAndAnswersTheRest() {
        Commands commands = commands("all 2", "one 2", "accuracy", "train 30", "quit");

        assertThat(commands.nextTraining(predictions)).isEqualTo(30);
        assertThat(done).containsExactly("all", "all", "one 0", "one 1");
        assertThat(said())
                .matches("benchmark: time \\d+\\.\\d{4}\nbenchmark: time \\d+\\.\\d{4}\nbenchmark: accuracy 0.75\n");
        assertThat(commands.nextTraining(predictions)).isZero();
    }

    @Test
    void goesRoundTheSameImages() {
        commands("one " + (Commands.SINGLE_IMAGES + 1)).nextTraining(predictions);

        assertThat(done).hasSize(Commands.SINGLE_IMAGES + 1).endsWith("one " + (Commands.SINGLE_IMAGES - 1), "one 0");
    }

    @Test
    void endsWhenTheHarnessHasGone() {
        assertThat(commands().nextTraining(predictions)).isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands("dance 3").nextTraining(predictions))
                .withMessage("Unknown command 'dance 3'");
    }
}
