package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
        ResumeRow row = adam();
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

    /** In a process of its own, in which nothing has been recorded yet. */
    @Test
    void costNothingUntilARecordingStartsInTheMiddleOfATraining(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("training.jfr");
        List<String> command = new ArrayList<>(ChildCommand.plain().java());
        command.addAll(List.of("-Xlog:class+load", LateRecording.class.getName(), file.toString()));
        ChildProcess process = ChildProcess.start(command, directory);
        process.requireEnd();
        List<String> lines = process.begun();
        int start = lines.indexOf(LateRecording.START);
        assertThat(start).isPositive();
        assertThat(lines.subList(0, start))
                .anyMatch(line -> line.contains(FlightEvents.class.getName()))
                .noneMatch(line -> line.contains(FlightEvents.class.getName() + "$"))
                .noneMatch(line -> line.contains(" jdk.jfr.Event "));
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(named(events, "Epoch").map(event -> event.getInt("number")))
                .containsExactlyElementsOf(IntStream.rangeClosed(11, 21).boxed().toList());
        assertThat(named(events, "Step").map(event -> event.getLong("number"))).containsExactly(200L);
    }

    /** Starts a recording after the tenth of 21 epochs. */
    static final class LateRecording {

        private static final String START = "The recording starts";

        private LateRecording() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            ResumeRow row = adam();
            Recording[] recording = new Recording[1];
            row.trainer()
                    .epochs(21)
                    .onEpoch((training, epoch) -> {
                        if (epoch.number() == 10) {
                            System.out.println(START);
                            recording[0] = new Recording();
                            recording[0].start();
                        }
                    })
                    .train(row.data());
            recording[0].dump(file);
            recording[0].close();
        }
    }

    private static ResumeRow adam() {
        return ResumeRow.all()
                .filter(each -> each.name().equals("adam"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals("dev.inercia." + name));
    }
}
