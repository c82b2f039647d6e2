/**
 * The ground floor: shapes, the flat parameter vector, and the few primitives that everything above is built on.
 *
 * <p>This is the only package that touches raw memory or calls BLAS directly. It is a thin layer over ND4J:
 * {@link dev.inercia.nn.tensor.Memory} copies between an array and the heap and checks for finiteness;
 * {@link dev.inercia.nn.tensor.Matrix} multiplies matrices into existing arrays; {@link dev.inercia.nn.tensor.Tile}
 * holds rows on the heap for plain loops (the JIT vectorises those, but not loops over off-heap memory).
 * {@link dev.inercia.nn.tensor.Cores} splits large tasks across the processor's cores. {@code Memory} has two
 * implementations: one directly on OpenBLAS for ND4J's CPU backend, and one as ordinary ND4J calls for any other
 * backend, correct but not fast. No code above this package knows which one runs.
 *
 * <p>May know: {@code check}, ND4J, OpenBLAS.
 */
package dev.inercia.nn.tensor;
