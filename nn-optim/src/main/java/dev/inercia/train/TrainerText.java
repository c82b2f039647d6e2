package dev.inercia.train;

import dev.inercia.optim.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a trainer as text. */
final class TrainerText {

    private TrainerText() {}

    /** All settings on one line. */
    static String of(Trainer trainer) {
        List<String> settings = new ArrayList<>(
                List.of(trainer.optimizer().toString(), trainer.loss().toString()));
        trainer.schedule()
                .ifPresent(schedule -> settings.add(
                        schedule + " by " + trainer.scheduleUnit().name().toLowerCase(Locale.ROOT)));
        trainer.transforms().forEach(transform -> settings.add(transform.toString()));
        if (!trainer.parameterGroups().equals(ParameterGroups.defaults())) {
            settings.add("parameter groups " + trainer.parameterGroups());
        }
        settings.add("batch size " + trainer.batchSize()
                + (trainer.accumulation() > 1 ? " x " + trainer.accumulation() : ""));
        settings.add(trainer.epochs() + " epochs");
        settings.add("seed " + trainer.seed());
        return String.join(", ", settings);
    }
}
