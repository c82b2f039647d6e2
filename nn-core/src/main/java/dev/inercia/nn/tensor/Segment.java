package dev.inercia.nn.tensor;

/**
 * The position of one named parameter in its flat vector.
 *
 * @param layer index of the network's layer that it belongs to, starting at 0
 * @param name the path to it, layer index first: {@code 0.weight}, {@code 2.body.0.weight}
 * @param shape its shape
 * @param order memory order: {@code 'c'} row-major, {@code 'f'} column-major
 * @param role its purpose; {@link Role#BUFFER} is in {@link Parameters#buffers()}, all others in
 *     {@link Parameters#flat()}
 * @param from index of its first element in that vector
 * @param to index after its last element
 */
public record Segment(int layer, String name, Shape shape, char order, Role role, int from, int to) {

    /** The path of the layer that declares it: {@code 2.body.0} for {@code 2.body.0.weight}. */
    public String layerPath() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** Whether optimizers train it; otherwise it is in {@link Parameters#buffers()}. */
    public boolean isTrained() {
        return role != Role.BUFFER;
    }

    /** The number of elements. */
    public int length() {
        return to - from;
    }
}
