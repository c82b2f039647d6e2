package dev.inercia.examples.benchmark;

import java.util.List;

/** A unit of measurement: a network, its training, and the part that is timed. */
enum Work {
    A("train 784-30-10, sigmoid, batch 10, Adam", Kind.TRAIN, "30", "sigmoid", 10, "adam", 5000),
    B("train 784-30-10, sigmoid, batch 10, momentum", Kind.TRAIN, "30", "sigmoid", 10, "momentum", 5000),
    C("train 784-512-512-10, ReLU, batch 128, Adam", Kind.TRAIN, "512,512", "relu", 128, "adam", 391),
    D("predict 10,000 images, 784-512-512-10", Kind.PREDICT_ALL, "512,512", "relu", 128, "adam", 20),
    E("predict one image, 784-30-10", Kind.PREDICT_ONE, "30", "sigmoid", 10, "adam", 50_000),
    F("start of the process to the first finished step of A", Kind.START, "30", "sigmoid", 10, "adam", 1);

    /** The part of the work that is timed. */
    enum Kind {
        /** Training steps. */
        TRAIN("train"),
        /** Predictions of all test images at once. */
        PREDICT_ALL("all"),
        /** Predictions of a single image. */
        PREDICT_ONE("one"),
        /**
         * The time from the start of the process to the end of the first step; no command, since the process then
         * ends.
         */
        START("start");

        private final String command;

        Kind(String command) {
            this.command = command;
        }

        /** The command for a contestant. */
        String command() {
            return command;
        }
    }

    private final String title;
    private final Kind kind;
    private final String hidden;
    private final String activation;
    private final int batch;
    private final String optimizer;
    private final int perRound;

    Work(String title, Kind kind, String hidden, String activation, int batch, String optimizer, int perRound) {
        this.title = title;
        this.kind = kind;
        this.hidden = hidden;
        this.activation = activation;
        this.batch = batch;
        this.optimizer = optimizer;
        this.perRound = perRound;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /** The number of repetitions in a round. */
    int perRound() {
        return perRound;
    }

    /** The number of steps in an epoch of this many examples. */
    int stepsPerEpoch(int examples) {
        return (examples + batch - 1) / batch;
    }

    /** The arguments that every contestant understands; see {@link Task}. */
    List<String> arguments(String directory) {
        return List.of(
                kind == Kind.START ? Task.NO_DATA : directory, hidden, activation, Integer.toString(batch), optimizer);
    }
}
