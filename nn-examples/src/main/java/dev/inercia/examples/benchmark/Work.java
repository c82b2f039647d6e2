package dev.inercia.examples.benchmark;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A unit of measurement: a network, its training, and the part that is timed. */
enum Work {
    A("train 784-30-10, sigmoid, batch 10, Adam", Kind.TRAIN, Layers.SMALL, 10, "adam", 5000),
    B("train 784-30-10, sigmoid, batch 10, momentum", Kind.TRAIN, Layers.SMALL, 10, "momentum", 5000),
    C("train 784-512-512-10, ReLU, batch 128, Adam", Kind.TRAIN, Layers.LARGE, 128, "adam", 391),
    D("predict 10,000 images, 784-512-512-10", Kind.PREDICT_ALL, Layers.LARGE, 128, "adam", 20),
    E("predict one image, 784-30-10", Kind.PREDICT_ONE, Layers.SMALL, 10, "adam", 50_000),
    F("start of the process to the first finished step of A", Kind.START, Layers.SMALL, 10, "adam", 1),
    L("train two 5x5 convolutions and 800-500-10, batch 64, Adam", Kind.TRAIN, Layers.L, 64, "adam", 100),
    LP("predict 1,000 images with the network of L", Kind.PREDICT_ALL, Layers.L, 64, "adam", 20),
    K("train two 3x3 convolutions and 9216-128-10, dropout, batch 128, Adam", Kind.TRAIN, Layers.K, 128, "adam", 20),
    KP("predict 1,000 images with the network of K", Kind.PREDICT_ALL, Layers.K, 128, "adam", 10),
    N("train four normalised 3x3 convolutions, batch 128, Adam", Kind.TRAIN, Layers.N, 128, "adam", 30),
    NP("predict 1,000 images with the network of N", Kind.PREDICT_ALL, Layers.N, 128, "adam", 10);

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

    /** The networks, as {@link Task} reads them. */
    private static final class Layers {
        static final String SMALL = "dense:30,sigmoid,dense:10";
        static final String LARGE = "dense:512,relu,dense:512,relu,dense:10";
        static final String L = "conv:20:5,pool,conv:50:5,pool,flatten,dense:500,relu,dense:10";
        static final String K =
                "conv:32:3,relu,conv:64:3,relu,pool,dropout:0.25,flatten,dense:128,relu,dropout:0.5,dense:10";
        static final String N = "same:16:3,norm,relu,same:32:3,norm,relu,pool,"
                + "same:32:3,norm,relu,same:64:3,norm,relu,pool,average,dense:10";
    }

    private static final int IMAGES = 1000;
    private static final int IMAGES_OF_D = 10_000;

    /** Enough for the JIT; networks of convolutions would take an epoch long. */
    private static final int ROUNDS_TO_WARM_UP = 3;

    private final String title;
    private final Kind kind;
    private final String layers;
    private final int batch;
    private final String optimizer;
    private final int perRound;

    Work(String title, Kind kind, String layers, int batch, String optimizer, int perRound) {
        this.title = title;
        this.kind = kind;
        this.layers = layers;
        this.batch = batch;
        this.optimizer = optimizer;
        this.perRound = perRound;
    }

    /** The works with convolutions. */
    static Set<Work> ofImages() {
        return EnumSet.range(L, NP);
    }

    /** The works without convolutions. */
    static Set<Work> ofPixels() {
        return EnumSet.complementOf(EnumSet.copyOf(ofImages()));
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

    /** The number of steps before the rounds: an epoch of this many examples, or for convolutions less. */
    int stepsToWarmUp(int examples) {
        if (!ofImages().contains(this)) {
            return (examples + batch - 1) / batch;
        }
        return kind == Kind.TRAIN ? ROUNDS_TO_WARM_UP * perRound : valueOf(name().substring(0, 1)).perRound;
    }

    /** The arguments that every contestant understands; see {@link Task}. */
    List<String> arguments(String directory) {
        int images = ofImages().contains(this) ? IMAGES : IMAGES_OF_D;
        return List.of(
                kind == Kind.START ? Task.NO_DATA : directory,
                layers,
                Integer.toString(batch),
                optimizer,
                Integer.toString(images));
    }
}
