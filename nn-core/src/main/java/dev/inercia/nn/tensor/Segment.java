package dev.inercia.nn.tensor;

/**
 * One named parameter's place in the flat vector.
 *
 * @param layer index of the network's layer it belongs to, from 0 on
 * @param name the path to it, layer index first: {@code 0.weight}, {@code 2.body.0.weight}
 * @param shape its shape
 * @param order how the shape lies in memory: {@code 'c'} row by row, {@code 'f'} column by column
 * @param role what it is for; {@link Role#BUFFER} lies in {@link Parameters#buffers()}, all others in
 *     {@link Parameters#flat()}
 * @param from index of its first element in that vector
 * @param to index after its last element
 */
public record Segment(int layer, String name, Shape shape, char order, Role role, int from, int to) {

    /** The path of the layer that declares it: {@code 2.body.0} for {@code 2.body.0.weight}. */
    public String layerPath() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** Whether optimizers train it; otherwise it lies in {@link Parameters#buffers()}. */
    public boolean isTrained() {
        return role != Role.BUFFER;
    }

    /** The number of elements. */
    public int length() {
        return to - from;
    }
}
