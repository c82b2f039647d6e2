/**
 * What a network is and computes: {@link dev.inercia.nn.Architecture}, layers whose shapes fit;
 * {@link dev.inercia.nn.Network}, an architecture with its parameters; {@link dev.inercia.nn.Pass}, one thread's way
 * through it, forward and back; {@link dev.inercia.nn.Evaluator}, a network measured on data.
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
