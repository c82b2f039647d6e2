/**
 * What a network is and computes: {@link dev.inercia.nn.Architecture}, layers whose shapes fit;
 * {@link dev.inercia.nn.Network}, an architecture with its parameters; {@link dev.inercia.nn.Pass}, one thread's way
 * through it, forward and back; {@link dev.inercia.nn.Evaluator}, a network measured on data;
 * {@link dev.inercia.nn.GradientCheck}, for the tests of one's own layers.
 *
 * <p><b>Layers within layers.</b> A layer declares its children; what it binds to gets them from its binding. So a network
 * is a tree, whose root is a sequence. Every layer has a path, such as {@code 2.body.0}, which its parameters, messages and
 * rows of the summary are named after. In a pass each bound layer is wrapped: arrays that come from a user's layer are
 * checked and brought into row-major order before the next layer sees them.
 *
 * <p><b>What is computed.</b> A layer's backward call is made only if one of its parameters, or one of a layer within it, is
 * trained, or if its input gradient is wanted; and that is wanted only if something below is trained. Layers that hold others
 * decide it for each of them.
 *
 * <p><b>Memory.</b> A pass hands out the arrays of its layers while they are bound. Arrays that are never needed at the same
 * time share memory: input gradients and scratch always, outputs when predicting, unless the pass is made to inspect them.
 * In a sequence an output is read by the next layer only, and an input gradient by the one before; what a layer hands out to
 * a layer around it may be read for as long as that one computes. Layers that compute element by element may work in place.
 * No number depends on any of this, which a test holds against passes that share nothing.
 *
 * <p><b>Gradient steps.</b> A pass is told which batch of which gradient step it computes, or counts by itself. The chance of
 * layers is a function of that, and {@link dev.inercia.nn.RunningStatistics} go from batch to batch within the step, to become
 * the network's with it.
 *
 * <p>The packages below it, from the top down; each imports only those below it: {@code metric} and {@code layer},
 * {@code loss}, {@code activation} and {@code init}, {@code data} and {@code io}, {@code tensor}.
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
