package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Neighbours;
import dev.inercia.nn.layer.OutputMemory;
import dev.inercia.nn.layer.Source;
import java.util.List;
import java.util.function.IntFunction;

/** What a layer arranges with its neighbours in a sequence; for a layer outside of sequences, nothing. */
final class SequenceNeighbours implements Neighbours {

    private final List<LayerTree> sequence;
    private final int position;
    /** Null for the first layer. */
    private final SequenceNeighbours before;

    private final PassBinder pass;
    private boolean appliesNext;
    /** Null if the output is kept. */
    private IntFunction<Source> source;

    private boolean isSourceTaken;

    /** The layer at a position; the one before it is already bound. */
    SequenceNeighbours(List<LayerTree> sequence, int position, SequenceNeighbours before, PassBinder pass) {
        this.sequence = sequence;
        this.position = position;
        this.before = before;
        this.pass = pass;
    }

    static SequenceNeighbours none(PassBinder pass) {
        return new SequenceNeighbours(List.of(), 0, null, pass);
    }

    @Override
    public Activation nextActivation() {
        // A layer that only delegates to one that applies it declares nothing, and may do more behind it.
        boolean isDeclared = position < sequence.size()
                && sequence.get(position).layer().outputMemory().isReleased();
        boolean isGiven = isDeclared && !pass.memory().keepsEveryOutput();
        Activation next = isGiven ? activation(sequence, position + 1) : new Identity();
        appliesNext = !(next instanceof Identity);
        return next;
    }

    /** The activation that a layer consists of, if it can be computed again; otherwise the identity. */
    private static Activation activation(List<LayerTree> sequence, int position) {
        if (position >= sequence.size()
                || !(sequence.get(position).layer() instanceof Activate activate)
                || !activate.activation().isCheap()
                || activate.activation().needsInput()) {
            return new Identity();
        }
        return activate.activation();
    }

    @Override
    public boolean isActivated() {
        return before != null && before.appliesNext;
    }

    @Override
    public boolean offerSource(IntFunction<Source> offered) {
        // When predicting, the memory of what the source reads is used again earlier.
        if (pass.training() && pass.memory().overwritesOutputs() && isComputedAgain(sequence, position)) {
            source = offered;
        }
        return source != null;
    }

    /** True if training keeps no output of this layer, as the next one reads a source. */
    static boolean isComputedAgain(List<LayerTree> sequence, int position) {
        if (position >= sequence.size() || sequence.get(position).layer().outputMemory() != OutputMemory.OFFERED) {
            return false;
        }
        boolean appliesNext = !(activation(sequence, position + 1) instanceof Identity);
        int reader = position + (appliesNext ? 2 : 1);
        return reader < sequence.size()
                && sequence.get(reader).layer().readsSource(sequence.get(reader).input());
    }

    @Override
    public Source source(int most) {
        SequenceNeighbours giver = giver();
        if (giver == null || giver.source == null) {
            return null;
        }
        if (giver.isSourceTaken) {
            throw new IllegalStateException(sequence.get(position).name()
                    + " asks for its source twice: ask once, when it is bound, and share it among the threads");
        }
        giver.isSourceTaken = true;
        return giver.source.apply(most);
    }

    /** The layer whose output this one reads. */
    private SequenceNeighbours giver() {
        return before != null && before.isActivated() ? before.before : before;
    }

    /** Rejects a layer that got no numbers: it declares to read a source, and has not asked for it. */
    void requireSourceTaken() {
        SequenceNeighbours giver = giver();
        if (giver != null && giver.source != null && !giver.isSourceTaken && !isActivated()) {
            throw new IllegalStateException(sequence.get(position).name()
                    + " declares readsSource, but has not asked for the source when it was bound: call"
                    + " binding.neighbours().source(...), and read the input from it");
        }
    }

    @Override
    public boolean isComputedAgain() {
        return isActivated() && before.source != null;
    }

    /** False if the layer returns its input in place of its output. */
    boolean isOutputKept() {
        return source == null && !isComputedAgain();
    }
}
