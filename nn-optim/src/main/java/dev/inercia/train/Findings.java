package dev.inercia.train;

import dev.inercia.optim.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The results of a training so far: its epochs, warnings, and the reason why it stops. */
final class Findings implements Stateful<Findings.State> {

    private final int mostEpochs;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Causes causes = new Causes();
    /** True if the training failed or met a non-finite number, so that nothing more can be judged. */
    private boolean isBroken;

    private String stopReason;
    private volatile String pauseReason;
    /** The epoch whose parameters were restored; null if none were. */
    private Integer restored;

    /**
     * The state without the numbers of the epochs, which are in {@link #arrays}, and without the reason for a pause.
     */
    record State(
            EpochTable.Columns columns,
            List<Warning> warnings,
            List<Cause> blamed,
            boolean isBroken,
            Optional<String> stopReason,
            Optional<Integer> restored) {}

    private EpochTable table = EpochTable.of(List.of());

    /**
     * No findings yet.
     *
     * @param mostEpochs the number of epochs of the training
     */
    Findings(int mostEpochs) {
        this.mostEpochs = mostEpochs;
    }

    void add(Epoch epoch) {
        epochs.add(epoch);
    }

    void add(Warning warning) {
        warnings.add(warning);
    }

    Causes causes() {
        return causes;
    }

    void setBroken() {
        isBroken = true;
    }

    boolean isBroken() {
        return isBroken;
    }

    /** Sets the reason why training stops; keeps an earlier one. */
    void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
    }

    void fail(Throwable failure) {
        isBroken = true;
        stopReason = "failed: " + failure;
    }

    void pause(String reason) {
        if (pauseReason == null) {
            pauseReason = reason;
        }
    }

    boolean isStopped() {
        return stopReason != null || pauseReason != null;
    }

    void setRestored(int epoch) {
        restored = epoch;
    }

    Optional<Epoch> lastEpoch() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    History history() {
        Optional<String> reason = Optional.ofNullable(stopReason == null ? pauseReason : stopReason);
        return new History(epochs, warnings, reason, Optional.ofNullable(restored));
    }

    @Override
    public State state() {
        table = EpochTable.of(epochs);
        return new State(
                table.columns(),
                List.copyOf(warnings),
                causes.blamed(),
                isBroken,
                Optional.ofNullable(stopReason),
                Optional.ofNullable(restored));
    }

    @Override
    public void restore(State state) {
        if (state.columns.epochs() > mostEpochs) {
            throw new IllegalArgumentException(
                    "it has " + state.columns.epochs() + " epochs, but the training has only " + mostEpochs);
        }
        table = EpochTable.zeros(state.columns);
        warnings.clear(); // the state has the earlier ones
        warnings.addAll(state.warnings);
        causes.restore(state.blamed);
        isBroken = state.isBroken;
        stopReason = state.stopReason.orElse(null);
        restored = state.restored.orElse(null);
    }

    @Override
    public Map<String, INDArray> arrays() {
        return table.arrays();
    }

    /** Restores the epochs after {@link #arrays} was filled. */
    void restoreEpochs() {
        epochs.addAll(table.epochs());
    }
}
