package dev.inercia.train;

import java.util.List;

/** The listeners that are on by default. */
final class Diagnosis {

    /** First what is known before the first step, then symptoms, causes before their effects. */
    static final List<Listener> LISTENERS = List.of(
            new StopOnNonFinite(),
            new InputRangeWarning(),
            new UnseenClassWarning(),
            new ValidationScaleWarning(),
            new OutputWarning(),
            new AlikeWeightsWarning(),
            new ScheduleWarning(),
            new ShortTrainingsWarning(),
            new NonFiniteValidationWarning(),
            new GrowingLossWarning(),
            new ZeroGradientWarning(),
            new StuckUnitsWarning(),
            new GradientSizeWarning(),
            new CollapseWarning(),
            new WorseThanGuessingWarning(),
            new StalledLossWarning());

    private Diagnosis() {}
}
