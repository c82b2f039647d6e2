package dev.inercia.tune;

import dev.inercia.nn.Network;
import java.util.Map;
import java.util.WeakHashMap;

/** The networks of a search's candidates: each has to have its own, and the best may be kept. Any thread may ask. */
final class Networks<C> {

    private final boolean keepsBest;
    /** Weak, so that a network whose trial is over needs no memory. */
    private final Map<Network, C> seen = new WeakHashMap<>();

    private Trial<C> best;
    private int bestIndex;
    private Network bestNetwork;

    Networks(boolean keepsBest) {
        this.keepsBest = keepsBest;
    }

    /**
     * Takes note of a candidate's network.
     *
     * @throws SharedNetworkException if it is another's
     */
    synchronized void register(C candidate, Network network) {
        if (seen.containsKey(network)) {
            throw new SharedNetworkException("Search: candidates " + seen.get(network) + " and " + candidate
                    + " train the same network, so one would go on from where the other ended: build a network for each"
                    + " candidate");
        }
        seen.put(network, candidate);
    }

    /** Keeps the network if the trial is the best so far; of equals that of the first candidate. */
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

    /** Null if none is kept. */
    synchronized Network best() {
        return bestNetwork;
    }

    /** Two candidates have one network: the search cannot go on. */
    static final class SharedNetworkException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        SharedNetworkException(String message) {
            super(message);
        }
    }
}
