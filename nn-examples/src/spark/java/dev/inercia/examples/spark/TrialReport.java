package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.train.Criterion;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Measure;
import dev.inercia.train.Warning;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Trial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a trial brings back.
 *
 * @param history as text
 * @param failure null if there was none
 * @param parameters those of the best epoch; null if they are not wanted, or no epoch finished
 * @param buffers the untrained ones, likewise
 */
record TrialReport(String history, String failure, double seconds, float[] parameters, float[] buffers)
        implements Serializable {

    private static final RecordCodec CODEC =
            new RecordCodec(List.of(History.class, Epoch.class, Measure.class, Warning.class));

    /** The result of a search with one candidate. */
    static <C> TrialReport of(SearchResult<C> result) {
        Trial<C> trial = result.trials().get(0);
        Optional<Network> network = result.network();
        return new TrialReport(
                CODEC.encode(trial.history()),
                trial.failure().orElse(null),
                trial.seconds(),
                network.map(each -> floats(each.parameters().flat())).orElse(null),
                network.map(each -> floats(each.parameters().buffers())).orElse(null));
    }

    private static float[] floats(INDArray array) {
        return array.isEmpty() ? new float[0] : array.toFloatVector();
    }

    <C> Trial<C> trial(C candidate, Criterion criterion) {
        History decoded = CODEC.decode(history, History.class);
        return new Trial<>(candidate, decoded, criterion, Optional.ofNullable(failure), seconds);
    }

    /** The trained network. */
    Network network(Recipe recipe) {
        Network network = recipe.trainer().network();
        new Vectors(parameters, buffers, new float[0][], 0).copyTo(network.parameters());
        return network;
    }
}
