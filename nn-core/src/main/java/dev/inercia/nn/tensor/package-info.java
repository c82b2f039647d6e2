/**
 * The ground floor: shapes, the flat parameter vector, and the few primitives everything above is written in.
 *
 * <p>This is the only package that touches raw memory or calls BLAS directly. It is a thin seam over ND4J:
 * {@link dev.inercia.nn.tensor.Memory} copies between an array and the heap and checks for finiteness;
 * {@link dev.inercia.nn.tensor.Matrix} multiplies matrices into ready arrays; {@link dev.inercia.nn.tensor.Tile} is the
 * piece of heap on which plain loops compute (the JIT vectorises those, and not loops over off-heap memory). {@link dev.inercia.nn.tensor.Cores} shares large pieces of all
 * this among the processor's cores. {@code Memory} has two implementations: one straight into OpenBLAS for ND4J's CPU
 * backend, and one in ordinary ND4J calls for any other backend, correct but not fast. Nobody above this floor knows
 * which one runs.
 *
 * <p>May know: {@code check}, ND4J, OpenBLAS.
 */
package dev.inercia.nn.tensor;
