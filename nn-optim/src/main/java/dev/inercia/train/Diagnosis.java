package dev.inercia.train;

import java.util.List;

/** The listeners that are on by default. */
final class Diagnosis {

    static final List<Listener> LISTENERS = List.of(
            new StopOnNonFinite(),
            new InputRangeWarning(),
            new UnseenClassWarning(),
            new CollapseWarning(),
            new StuckUnitsWarning(),
            new GradientSizeWarning(),
            new StalledLossWarning());

    private Diagnosis() {}
}
