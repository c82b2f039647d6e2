package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.optim.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A saved training, with everything needed to resume it. The file is a model file of the network that would be kept,
 * with these additions:
 *
 * <ul>
 *   <li>arrays: {@code trained/0.weight} and so on if the optimizer averages; {@code state/firstMoment} and so on;
 *       {@code listener/...} and {@code transform/...}, the arrays in their states
 *   <li>{@code findings}, the results so far: a text, and the array {@code findings/epochs}
 *   <li>texts: {@code training.position}; {@code setting/...}, the settings that must match; {@code surroundings/...};
 *       {@code listener/...} and {@code transform/...}, their states, and {@code description/...}, their
 *       descriptions
 * </ul>
 *
 * <p>Order, augmentation, noise, chance and schedules are functions of seed, epoch and step, so they are not saved.
 */
final class Checkpoint {

    static final String FORMAT = "training.format";
    static final String VERSION = "1";
    static final String POSITION = "training.position";
    static final String SETTING = "setting/";
    static final String SURROUNDINGS = "surroundings/";
    static final String DESCRIPTION = "description/";
    static final String TRAINED = "trained/";
    static final String STATE = "state/";

    static final RecordCodec CODEC = new RecordCodec(List.of(Position.class));

    private final Path path;
    private final TensorFile file;

    private Checkpoint(Path path, TensorFile file) {
        this.path = path;
        this.file = file;
    }

    /** The file was written by another version of this library; it is not incomplete. */
    static final class OtherVersionException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        OtherVersionException(String message) {
            super(message);
        }
    }

    /**
     * Reads and verifies a file.
     *
     * @throws IOException if it cannot be read, is not a checkpoint, or was truncated or altered
     * @throws OtherVersionException if another version of this library wrote it
     */
    static Checkpoint read(Path path) throws IOException {
        TensorFile file = TensorFile.read(path);
        String version = file.metadata().get(FORMAT);
        if (version == null) {
            throw new IOException(path + " is a model file without a training: to start from its weights, use"
                    + " trainer.startingFrom(...)");
        }
        if (!version.equals(VERSION)) {
            throw new OtherVersionException(path + " has checkpoint version " + version
                    + ", this library reads version " + VERSION + ": use the version of the library that wrote it");
        }
        return new Checkpoint(path, file);
    }

    Path path() {
        return path;
    }

    /** The settings that must match, by name. */
    Map<String, String> settings() {
        return texts(SETTING);
    }

    Map<String, String> surroundings() {
        return texts(SURROUNDINGS);
    }

    /** The descriptions of the stateful listeners and transforms, by key. */
    Map<String, String> descriptions() {
        return texts(DESCRIPTION);
    }

    private Map<String, String> texts(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        file.metadata().forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), text);
            }
        });
        return found;
    }

    /**
     * Restores a training that has not begun. Checks as much as possible before it changes anything.
     *
     * @throws IOException if something is missing or does not fit
     */
    void restore(Training training) throws IOException {
        try {
            Position position = position();
            requireFits(position, training);
            requireArrays(training);
            for (Memories.Member member : training.memories().stateful()) {
                if (file.metadata().containsKey(member.key())) {
                    restore(member);
                }
            }
            restore(training.state(), training.trainer().network().parameters());
            Network trained = training.trainer().network();
            copyAll("", training.network().parameters());
            if (training.network() != trained) {
                copyAll(TRAINED, trained.parameters());
            }
            training.restore(position);
            training.findings().restoreEpochs();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(path + " does not fit this training: " + e.getMessage(), e);
        }
    }

    /**
     * The position of the training when it was saved.
     *
     * @throws IllegalArgumentException if the checkpoint has no valid position
     */
    Position position() {
        return CODEC.decode(text(POSITION), Position.class);
    }

    private String text(String name) {
        String text = file.metadata().get(name);
        if (text == null) {
            throw new IllegalArgumentException("it has no text '" + name + "'");
        }
        return text;
    }

    private static void requireFits(Position position, Training training) {
        if (position.batch() >= Math.max(1, training.batches())) {
            throw new IllegalArgumentException(
                    "it was made before batch " + position.batch() + " of an epoch, which has " + training.batches());
        }
        if (position.batch() > 0 && position.epoch() == 0) {
            throw new IllegalArgumentException("it was made in the middle of epoch 0");
        }
    }

    private void requireArrays(Training training) throws IOException {
        Parameters parameters = training.trainer().network().parameters();
        for (Segment segment : parameters.segments()) {
            file.require(segment.name(), parameters.type(), segment);
            if (training.network() != training.trainer().network()) {
                file.require(TRAINED + segment.name(), parameters.type(), segment);
            }
        }
        for (String name : training.state().names()) {
            file.require(STATE + name, parameters.type(), Shape.of(parameters.size()));
        }
    }

    private void restore(Memories.Member member) throws IOException {
        member.restore(text(member.key()));
        for (Map.Entry<String, INDArray> array : member.arrays().entrySet()) {
            INDArray target = array.getValue();
            file.require(array.getKey(), target.dataType(), stored(target));
            file.copy(array.getKey(), target);
        }
    }

    /** The stored shape of an array: transposed if it is column-major. */
    private static Shape stored(INDArray array) {
        int[] sizes = new int[array.rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) array.size(array.ordering() == 'c' ? i : sizes.length - 1 - i);
        }
        return Shape.of(sizes);
    }

    private void restore(State state, Parameters parameters) {
        INDArray vector = Nd4j.create(parameters.type(), parameters.size());
        for (String name : state.names()) {
            file.copy(STATE + name, vector);
            state.set(name, vector);
        }
    }

    private void copyAll(String prefix, Parameters target) {
        for (Segment segment : target.segments()) {
            file.copy(prefix + segment.name(), target.get(segment.name()));
        }
    }
}
