package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.text.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A claim of the report: its quantities, and how the verdict follows from theirs.
 *
 * @param key its name within the experiment
 * @param combination how the verdict follows
 * @param quantities at least one
 * @param shares the number of parts into which its error is divided
 * @param plan the numbers of seeds after which one looks
 */
record Claim(String key, Combination combination, List<Quantity> quantities, int shares, List<Integer> plan) {

    /** With the usual plan. */
    Claim(String key, Combination combination, List<Quantity> quantities) {
        this(key, combination, quantities, combination.shares(quantities.size()), Looks.PLAN);
    }

    /** About a single quantity. */
    Claim(String key, Quantity quantity) {
        this(key, Combination.ALL, List.of(quantity));
    }

    Looks looks(Quantity quantity) {
        return quantity.looks(shares, plan);
    }

    Verdict verdict(Evidence evidence) {
        return combination.of(quantities.stream()
                .map(quantity -> Looks.verdict(looks(quantity).at(evidence.values(quantity))))
                .toList());
    }

    /** Judges the claim, with its texts from {@code experiment.key}. */
    Finding judge(String experiment, Evidence evidence, Messages messages) {
        List<Measure> measures = new ArrayList<>();
        for (Quantity quantity : quantities) {
            double[] values = evidence.values(quantity);
            List<Look> looks = looks(quantity).at(values);
            measures.add(new Measure(
                    messages.text(quantity.name()),
                    quantity.unit(),
                    quantity.threshold(),
                    Arrays.stream(values).boxed().toList(),
                    looks));
        }
        Verdict verdict = combination.of(measures.stream().map(Measure::verdict).toList());
        String text = experiment + "." + key;
        return new Finding(
                key,
                messages.text(text),
                messages.text(text + ".allows"),
                measures,
                verdict,
                reason(measures, verdict, text, messages));
    }

    private String reason(List<Measure> measures, Verdict verdict, String text, Messages messages) {
        List<String> sentences = new ArrayList<>();
        boolean disagree = measures.stream().anyMatch(measure -> measure.verdict() == Verdict.CONFIRMED)
                && measures.stream().anyMatch(measure -> measure.verdict() == Verdict.NOT_CONFIRMED);
        boolean tooFew = measures.stream().anyMatch(measure -> measure.looks().isEmpty());
        sentences.add(messages.text(
                switch (verdict) {
                    case CONFIRMED -> "reason.confirmed";
                    case NOT_CONFIRMED -> "reason.not";
                    case UNDECIDED -> disagree ? "reason.readings" : tooFew ? "reason.few" : "reason.open";
                },
                plan.get(0)));
        if (messages.has(text + ".why")) {
            sentences.add(messages.text(text + ".why"));
        }
        if (verdict == Verdict.UNDECIDED) {
            sentences.add(messages.text(messages.has(text + ".decide") ? text + ".decide" : "reason.more"));
        }
        return String.join(" ", sentences);
    }
}
