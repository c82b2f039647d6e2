package dev.inercia.optim;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parameter groups: parameters with a learning rate or a weight decay of their own, or frozen. Immutable; parameters
 * that no setting names keep the defaults.
 *
 * <pre>{@code
 * ParameterGroups groups = ParameterGroups.defaults()
 *         .frozen("0.*")                  // layer 0
 *         .learningRate("1.*", 0.1)       // layer 1 at a tenth of the learning rate
 *         .weightDecay("*.bias", 1);      // biases decay too
 * }</pre>
 *
 * <p>Names are those of {@link Parameters#segments()}, such as {@code 0.weight}; {@code *} stands for any characters.
 * If several settings name a parameter, the last one counts.
 *
 * @param settings in the order they were made
 */
@CheckReturnValue
public record ParameterGroups(List<Setting> settings) {

    /** What a setting sets. */
    public enum Factor {
        /** The factor on the learning rate; 0 freezes. */
        LEARNING_RATE,
        /** The factor on the weight decay. */
        WEIGHT_DECAY
    }

    /**
     * One setting.
     *
     * @param names which parameters, as in {@code 0.*}
     * @param factor what is set
     * @param value finite and at least 0
     */
    public record Setting(String names, Factor factor, double value) {

        public Setting {
            Range.atLeastZero("Parameter group " + names, factor.name().toLowerCase(java.util.Locale.ROOT), value);
        }

        private boolean matches(Segment segment) {
            return Pattern.matches(Pattern.quote(names).replace("*", "\\E.*\\Q"), segment.name());
        }
    }

    public ParameterGroups {
        settings = List.copyOf(settings);
    }

    /** One group, except that weight decay spares biases and the scale and shift of normalisation layers. */
    public static ParameterGroups defaults() {
        return new ParameterGroups(List.of());
    }

    /** The same, with this factor on the learning rate of these parameters; 0 freezes them. */
    public ParameterGroups learningRate(String names, double factor) {
        return and(new Setting(names, Factor.LEARNING_RATE, factor));
    }

    /** The same, with this factor on the weight decay of these parameters; 0 for none. */
    public ParameterGroups weightDecay(String names, double factor) {
        return and(new Setting(names, Factor.WEIGHT_DECAY, factor));
    }

    /** The same, but these parameters stay as they are; the gradients of a wholly frozen layer are not computed. */
    public ParameterGroups frozen(String names) {
        return learningRate(names, 0);
    }

    private ParameterGroups and(Setting setting) {
        List<Setting> all = new ArrayList<>(settings);
        all.add(setting);
        return new ParameterGroups(all);
    }

    /** True if this parameter is trained. */
    public boolean isTrained(Segment segment) {
        return segment.isTrained() && factor(Factor.LEARNING_RATE, segment) > 0;
    }

    private double factor(Factor factor, Segment segment) {
        double value = factor == Factor.LEARNING_RATE || segment.role() == Role.WEIGHT ? 1 : 0;
        for (Setting setting : settings) {
            if (setting.factor() == factor && setting.matches(segment)) {
                value = setting.value();
            }
        }
        return value;
    }

    /**
     * The trained parameters, one group for each pair of factors.
     *
     * @throws IllegalArgumentException as {@link #requireFits}
     */
    public List<ParameterGroup> groups(Parameters parameters) {
        requireFits(parameters);
        Map<List<Double>, List<Segment>> alike = new LinkedHashMap<>();
        for (Segment segment : parameters.segments()) {
            if (isTrained(segment)) {
                List<Double> factors =
                        List.of(factor(Factor.LEARNING_RATE, segment), factor(Factor.WEIGHT_DECAY, segment));
                alike.computeIfAbsent(factors, key -> new ArrayList<>()).add(segment);
            }
        }
        return alike.entrySet().stream()
                .map(entry ->
                        new ParameterGroup(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .toList();
    }

    /**
     * Checks that these settings fit a network.
     *
     * @throws IllegalArgumentException if a setting names no parameter, or all are frozen; the message lists the
     *     parameters
     */
    public void requireFits(Parameters parameters) {
        requireMatches(parameters);
        if (parameters.segments().stream().noneMatch(this::isTrained)) {
            throw new IllegalArgumentException(
                    parameters.flat().isEmpty()
                            ? "There is nothing to train: the network has no parameters"
                            : "There is nothing to train: " + this + " freezes all of " + names(parameters));
        }
    }

    private void requireMatches(Parameters parameters) {
        for (Setting setting : settings) {
            if (parameters.segments().stream().noneMatch(setting::matches)) {
                throw new IllegalArgumentException("Parameter groups: there is no parameter '" + setting.names()
                        + "'; there are " + names(parameters));
            }
        }
    }

    private static List<String> names(Parameters parameters) {
        return parameters.segments().stream().map(Segment::name).toList();
    }

    /** Every setting, as in {@code [0.* learning_rate 0.1]}. */
    @Override
    public String toString() {
        return settings.stream()
                .map(setting -> setting.factor() == Factor.LEARNING_RATE && setting.value() == 0
                        ? setting.names() + " frozen"
                        : setting.names() + " " + setting.factor().name().toLowerCase(java.util.Locale.ROOT) + " x "
                                + setting.value())
                .toList()
                .toString();
    }
}
