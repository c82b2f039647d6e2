/**
 * Networks and their passes: {@link dev.inercia.nn.Architecture} describes layers whose shapes fit,
 * {@link dev.inercia.nn.Network} adds the parameters, {@link dev.inercia.nn.Pass} computes forward and backward for one
 * thread, {@link dev.inercia.nn.Evaluator} measures a network on data, and {@link dev.inercia.nn.GradientCheck} tests
 * custom layers.
 *
 * <p><b>Nested layers.</b> A layer declares its children, and its bound form gets them from the binding. A network is
 * therefore a tree with a sequence at its root. Every layer has a path, such as {@code 2.body.0}; parameters, messages
 * and summary rows use it. A pass wraps each bound layer: it checks the arrays that a custom layer returns and brings
 * them into row-major order before the next layer sees them.
 *
 * <p><b>Backward calls.</b> A pass calls a layer's backward only if a parameter of the layer, or of a layer within it,
 * is trained, or if its input gradient is wanted. An input gradient is wanted only if something below is trained.
 * Layers that hold others decide this for each child.
 *
 * <p><b>Memory.</b> A pass allocates the arrays of its layers while it binds them. Arrays whose lifetimes do not
 * overlap share memory: input gradients and scratch always, outputs only when predicting, and not in a pass made to
 * inspect them. In a sequence only the next layer reads an output, and only the previous one an input gradient. A
 * parent may read what its child returns for as long as the parent computes. Elementwise layers may work in place.
 * Sharing never changes a result; a test compares it with passes that share nothing.
 *
 * <p><b>Gradient steps.</b> The caller tells a pass which batch of which gradient step it computes; otherwise the pass
 * counts by itself. Random draws of layers are a function of step and batch. {@link dev.inercia.nn.RunningStatistics}
 * pass from batch to batch within a step, and reach the network when the step is taken.
 *
 * <p>The packages below this one, from the top down; each imports only those below it: {@code metric} and
 * {@code layer}, {@code loss}, {@code activation} and {@code init}, {@code data} and {@code io}, {@code tensor}.
 *
 * <pre>{@code
 * Network network = Network.input(784)
 *         .layer(new Dense(30, new Sigmoid()))
 *         .layer(new Dense(10))
 *         .output(new Softmax())
 *         .build();
 * INDArray probabilities = network.predict(images);
 * }</pre>
 */
package dev.inercia.nn;
