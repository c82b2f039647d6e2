package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weights of another network that a training starts from, where names and shapes agree. */
final class StartingWeights {

    private static final Logger LOG = LoggerFactory.getLogger(StartingWeights.class);

    private final Path path;
    private final TensorFile file;

    private StartingWeights(Path path, TensorFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Reads a file for a network.
     *
     * @throws IllegalArgumentException if it has none of the network's parameters
     */
    static StartingWeights read(Path path, Network network) {
        try {
            StartingWeights weights = new StartingWeights(path, TensorFile.read(path));
            List<Segment> segments = network.parameters().segments();
            if (segments.stream().noneMatch(weights.has(network.parameters()))) {
                throw new IllegalArgumentException(path + " has no parameter of this network: expected at least one of "
                        + names(segments) + ", of type " + network.parameters().type() + ", but it has "
                        + weights.file.names());
            }
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start from " + path + ": " + e.getMessage(), e);
        }
    }

    private Predicate<Segment> has(Parameters parameters) {
        return segment -> file.has(parameters.type(), segment);
    }

    /**
     * A training before its first step.
     *
     * @param weights null if the network starts as it is
     */
    static Training begin(Trainer trainer, Dataset data, StartingWeights weights) {
        Optional<String> notFound = Optional.ofNullable(weights)
                .flatMap(found -> found.assign(trainer.network().parameters()));
        Training training = new Training(trainer, data);
        notFound.ifPresent(training::warn);
        return training;
    }

    /** Gives them to a network; says which parameters keep their own values, if any do. */
    private Optional<String> assign(Parameters parameters) {
        List<Segment> found =
                parameters.segments().stream().filter(has(parameters)).toList();
        List<Segment> fresh =
                parameters.segments().stream().filter(has(parameters).negate()).toList();
        found.forEach(segment -> file.copy(segment.name(), parameters.get(segment.name())));
        if (fresh.isEmpty()) {
            LOG.info("All parameters start from {}", path);
            return Optional.empty();
        }
        return Optional.of("only " + names(found) + " start from " + path
                + "; it does not have these in this shape, which keep their own start: " + names(fresh));
    }

    private static String names(List<Segment> segments) {
        return segments.stream()
                .map(segment -> segment.name() + " " + segment.shape())
                .collect(Collectors.joining(", "));
    }
}
