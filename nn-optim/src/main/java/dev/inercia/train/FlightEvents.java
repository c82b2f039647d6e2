package dev.inercia.train;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Events of a training for JDK Flight Recorder. They cost nothing until there is a recording: the first use of an event's
 * class starts Flight Recorder, which would take every training 0.2 s.
 */
final class FlightEvents {

    /** The number of steps that one event covers. */
    private static final int STEPS = 100;

    private FlightEvents() {}

    @Name("dev.inercia.Epoch")
    @Label("Epoch")
    @Description("An epoch and its evaluation")
    @Category({"Inercia", "Training"})
    @StackTrace(false)
    private static final class OfEpoch extends Event {

        @Label("Epoch")
        private int number;

        @Label("Loss")
        private double loss;

        @Label("Validation Loss")
        private double validationLoss;

        @Label("Learning Rate")
        private double learningRate;

        @Label("Training Seconds")
        private double trainingSeconds;

        @Label("Evaluation Seconds")
        private double evaluationSeconds;
    }

    @Name("dev.inercia.Step")
    @Label("Step")
    @Description("One in " + STEPS + " steps")
    @Category({"Inercia", "Training"})
    @StackTrace(false)
    private static final class OfStep extends Event {

        @Label("Step")
        private long number;

        @Label("Epoch")
        private int epoch;

        @Label("Loss of the Last Batch")
        private double loss;
    }

    @Name("dev.inercia.Checkpoint")
    @Label("Checkpoint")
    @Category({"Inercia", "Training"})
    @StackTrace(false)
    private static final class OfCheckpoint extends Event {

        @Label("File")
        private String file;

        @Label("Size")
        @DataAmount
        private long bytes;
    }

    @Name("dev.inercia.Warning")
    @Label("Warning")
    @Category({"Inercia", "Training"})
    @StackTrace(false)
    private static final class OfWarning extends Event {

        @Label("Epoch")
        private int epoch;

        @Label("Step")
        private long step;

        @Label("Message")
        private String message;
    }

    static void epoch(Epoch epoch) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        OfEpoch event = new OfEpoch();
        if (event.shouldCommit()) {
            event.number = epoch.number();
            event.loss = epoch.loss();
            event.validationLoss = epoch.validationLoss();
            event.learningRate = epoch.learningRate();
            event.trainingSeconds = epoch.trainingSeconds();
            event.evaluationSeconds = epoch.evaluationSeconds();
            event.commit();
        }
    }

    static void step(Training training) {
        if (training.step() % STEPS == 0 && FlightRecorder.isInitialized()) {
            OfStep event = new OfStep();
            if (event.shouldCommit()) {
                event.number = training.step();
                event.epoch = training.epoch();
                event.loss = training.loss();
                event.commit();
            }
        }
    }

    static void warning(Warning warning) {
        if (!FlightRecorder.isInitialized()) {
            return;
        }
        OfWarning event = new OfWarning();
        if (event.shouldCommit()) {
            event.epoch = warning.epoch();
            event.step = warning.step();
            event.message = warning.message();
            event.commit();
        }
    }

    /** Saves a checkpoint, and records an event of its duration. */
    static void checkpoint(Path file, Runnable save) {
        if (!FlightRecorder.isInitialized()) {
            save.run();
            return;
        }
        OfCheckpoint event = new OfCheckpoint();
        event.begin();
        save.run();
        if (event.shouldCommit()) {
            event.file = file.toString();
            event.bytes = file.toFile().length();
            event.commit();
        }
    }
}
