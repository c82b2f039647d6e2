package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer is told when it is bound. */
public interface Binding {

    /** Examples in a batch. */
    int rows();

    /** The shape of one example's input. */
    Shape input();

    /** FLOAT or DOUBLE: the type of every array. */
    DataType type();

    /** Whether this is for training; else for prediction, and there will be no backward call. */
    boolean training();

    /** Whether anybody wants the input gradient: the lowest layer with parameters need not compute it. */
    boolean wantsInputGradient();

    /** Whether anybody wants the parameter gradients. */
    boolean wantsParameterGradients();

    /** One of the layer's parameters, by the name it declared; a view that later updates show in. */
    INDArray parameter(String name);

    /** Where that parameter's gradient goes. Only where {@link #wantsParameterGradients()}. */
    INDArray gradient(String name);

    /** This layer's own source of chance. */
    RandomGenerator random();

    /**
     * The binding of a layer within this layer, whose parameters this layer declares with
     * {@link Parameter#within(String)}. It always wants the input gradient.
     *
     * @param name the same as given to {@code within}
     * @param input the shape of one example's input to that layer
     */
    Binding child(String name, Shape input);
}
