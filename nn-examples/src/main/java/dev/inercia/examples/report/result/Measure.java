package dev.inercia.examples.report.result;

import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.text.Messages;
import java.util.List;
import java.util.Locale;

/**
 * A quantity of a claim, as measured.
 *
 * @param name what it is, in the page's language
 * @param unit its unit
 * @param threshold the values that the claim allows
 * @param values one a seed, from the first seed on
 * @param looks the looks that were taken, the last of which has the verdict
 */
public record Measure(String name, Unit unit, Threshold threshold, List<Double> values, List<Look> looks) {

    /** Copies the lists. */
    public Measure {
        values = List.copyOf(values);
        looks = List.copyOf(looks);
    }

    /** Mean and interval of the last look, or the values' mean if there were too few seeds for one, in words. */
    public String words(Messages messages) {
        String suffix = messages.text("measure.unit." + unit.name().toLowerCase(Locale.ROOT));
        suffix = suffix.isEmpty() ? "" : " " + suffix;
        String number;
        if (looks.isEmpty()) {
            double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
            number = values.isEmpty()
                    ? messages.text("measure.none")
                    : messages.text("measure.few", unit.number(mean), messages.count("seeds", values.size()), suffix);
        } else {
            Look look = looks.get(looks.size() - 1);
            number = messages.text(
                    "measure.interval",
                    unit.number(look.mean()),
                    unit.number(look.low()),
                    unit.number(look.high()),
                    messages.count("seeds", look.seeds()),
                    suffix);
        }
        return name + ": " + number;
    }

    /** The verdict of the last look. */
    public Verdict verdict() {
        return Looks.verdict(looks);
    }
}
