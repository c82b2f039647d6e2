package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkFile;
import dev.inercia.nn.io.Digest;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of everything needed to resume a training, which can be written while training continues. Its arrays are made
 * once and copied to again: fresh memory costs many times as much as the copy.
 */
final class Snapshot {

    private final Training training;
    /** The texts that are the same in every checkpoint of a training. */
    private final Map<String, String> constant;
    /** A copy of the network that would be kept. */
    private final Network kept;
    /** A copy of the parameters being trained; null if those are kept. */
    private final Parameters trained;

    private final Map<String, INDArray> state = new LinkedHashMap<>();
    /** Copies of the arrays that listeners and transforms remember. */
    private Map<String, INDArray> remembered = Map.of();

    private Map<String, String> texts = Map.of();

    /** Makes the arrays, of zeros yet. */
    Snapshot(Training training) {
        this.training = training;
        constant = constantTexts(training);
        kept = training.network().copy();
        Parameters parameters = training.trainer().network().parameters();
        trained = isAveraged() ? parameters.zeros() : null;
        for (String name : training.state().names()) {
            state.put(name, Memory.zeros(parameters.type(), parameters.size()).array());
        }
    }

    private boolean isAveraged() {
        return training.network() != training.trainer().network();
    }

    private static Map<String, String> constantTexts(Training training) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Checkpoint.FORMAT, Checkpoint.VERSION);
        Fingerprint.settings(training).forEach((name, text) -> texts.put(Checkpoint.SETTING + name, text));
        Fingerprint.surroundings().forEach((name, text) -> texts.put(Checkpoint.SURROUNDINGS + name, text));
        training.memories().descriptions().forEach((key, text) -> texts.put(Checkpoint.DESCRIPTION + key, text));
        return texts;
    }

    /** Copies the training as it is now; not while this is being written. */
    void take() {
        Map<String, String> now = new LinkedHashMap<>(constant);
        now.put(Checkpoint.POSITION, RecordCodec.write(training.position()));
        kept.parameters().assign(training.network().parameters());
        if (trained != null) {
            trained.assign(training.trainer().network().parameters());
        }
        State source = training.state();
        state.forEach(source::get);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (Memories.Member member : training.memories().stateful()) {
            // Read back once: it takes three times as long, which every checkpoint would delay training by.
            now.put(member.key(), texts.isEmpty() ? member.checkedText() : member.text());
            member.arrays().forEach((name, array) -> arrays.put(name, copy(array, remembered.get(name))));
        }
        remembered = arrays;
        texts = now;
    }

    /** Copies an array, to the copy made before if it is alike; outside the caller's workspace, which may end. */
    @SuppressWarnings("try") // the scope only has to be open
    private static INDArray copy(INDArray array, INDArray before) {
        boolean isAlike = before != null
                && before.dataType() == array.dataType()
                && before.ordering() == array.ordering()
                && before.equalShapes(array);
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return isAlike ? before.assign(array) : array.dup(array.ordering());
        }
    }

    /**
     * Writes a checkpoint atomically.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; an old file is unchanged
     * @throws IllegalArgumentException if part of it cannot be saved
     */
    void write(Path path) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        if (trained != null) {
            trained.segments()
                    .forEach(segment -> arrays.put(Checkpoint.TRAINED + segment.name(), trained.get(segment.name())));
        }
        state.forEach((name, array) -> arrays.put(Checkpoint.STATE + name, array));
        arrays.putAll(remembered);
        NetworkFile.save(kept, path, texts, arrays, Digest.CRC_32C);
    }
}
