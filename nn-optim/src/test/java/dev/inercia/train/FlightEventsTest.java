package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flight Recorder sees of a training. */
class FlightEventsTest {

    @Test
    void recordsEpochsStepsCheckpointsAndWarnings(@TempDir Path directory) throws IOException {
        // Ten steps an epoch.
        ResumeRow row = ResumeRow.all()
                .filter(each -> each.name().equals("adam"))
                .findFirst()
                .orElseThrow();
        Path file = directory.resolve("training.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            row.trainer()
                    .listener(new Checkpoints(directory.resolve("checkpoints")).everyEpochs(10))
                    .epochs(11)
                    .onEpoch((training, epoch) -> {
                        if (epoch.number() == 2) {
                            training.warn("look");
                        }
                    })
                    .train(row.data());
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(named(events, "Epoch").map(event -> event.getInt("number")))
                .hasSize(11)
                .startsWith(1, 2);
        assertThat(named(events, "Epoch")).allMatch(event -> event.getDouble("loss") > 0);
        assertThat(named(events, "Step").map(event -> event.getLong("number"))).containsExactly(100L);
        assertThat(named(events, "Checkpoint")).hasSize(3).allMatch(event -> event.getLong("bytes") > 1000);
        assertThat(named(events, "Checkpoint").map(event -> event.getString("file")))
                .allMatch(name -> name.contains("checkpoint-step"));
        assertThat(named(events, "Warning").map(event -> event.getString("message")))
                .contains("look");
    }

    private static Stream<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals("dev.inercia." + name));
    }
}
