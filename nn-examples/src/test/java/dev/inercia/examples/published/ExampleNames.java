package dev.inercia.examples.published;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.RunningStatistics;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Chance;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the examples in texts use without saying where it comes from: the reader's own things. */
abstract class ExampleNames {

    String[] args;
    Path directory;
    Path folder;
    Path picture;

    Network network;
    Trainer trainer;
    Trainer other;
    History first;
    History second;
    History seed1;
    History seed2;
    History seed3;
    RunningStatistics statistics;
    Pass pass;
    Chance chance;

    Dataset data;
    Dataset part;
    Dataset training;
    Dataset validation;
    Dataset test;
    Mnist mnist;
    INDArray images;
    INDArray inputs;
    INDArray targets;
    float[][] features;
    float[][] rows;
    String[] species;
    float[] image;
    float[] probabilities;
    float[] result;
    float[] values;
    float[] numbers;

    Matrix x;
    Matrix y;
    Matrix dz;
    Matrix weight;
    Matrix gradient;

    long seed;
    int batch;
    int batches;
    int columns;
    int epoch;
    int from;
    int to;
    int row;
    int step;
    int units;
    double beta1;

    abstract Network network();

    abstract Network newNetwork();

    abstract Network trained(Dataset data);

    abstract double accuracy(Network network, Dataset data);

    abstract Trainer trainer(double momentum);

    abstract String state();

    abstract String read(byte[] body);

    /** A reader's class, with a page beside it. */
    static final class Pad {}

    /** A reader's layer. */
    record Gate() implements Layer {

        @Override
        public Shape output(Shape input) {
            throw new UnsupportedOperationException("only compiled");
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException("only compiled");
        }
    }
}
