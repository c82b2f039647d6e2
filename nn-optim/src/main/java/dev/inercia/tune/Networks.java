package dev.inercia.tune;

import dev.inercia.nn.Network;
import java.util.Map;
import java.util.WeakHashMap;

/** The networks of a search's candidates. Checks that no two share one, and keeps the best if asked to. Thread-safe. */
final class Networks<C> {

    private final boolean keepsBest;
    /** Weak, so that the network of a finished trial can be collected. */
    private final Map<Network, C> seen = new WeakHashMap<>();

    private Trial<C> best;
    private int bestIndex;
    private Network bestNetwork;

    Networks(boolean keepsBest) {
        this.keepsBest = keepsBest;
    }

    /**
     * Registers a candidate's network.
     *
     * @throws SharedNetworkException if another candidate has the same network
     */
    synchronized void register(C candidate, Network network) {
        if (seen.containsKey(network)) {
            throw new SharedNetworkException("Search: candidates " + seen.get(network) + " and " + candidate
                    + " train the same network, so one would go on from where the other ended: build a network for each"
                    + " candidate");
        }
        seen.put(network, candidate);
    }

    /** Keeps the network if the trial is the best so far; the earlier candidate wins a tie. */
    synchronized void offer(Trial<C> trial, int index, Network network) {
        if (keepsBest && trial.best().isPresent()) {
            int order = best == null ? -1 : trial.compare(best);
            if (order < 0 || order == 0 && index < bestIndex) {
                best = trial;
                bestIndex = index;
                bestNetwork = network;
            }
        }
    }

    /** The network of the best trial; null if none is kept. */
    synchronized Network best() {
        return bestNetwork;
    }

    /** Two candidates share a network, so the search cannot go on. */
    static final class SharedNetworkException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        SharedNetworkException(String message) {
            super(message);
        }
    }
}
