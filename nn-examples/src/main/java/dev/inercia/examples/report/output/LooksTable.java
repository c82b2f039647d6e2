package dev.inercia.examples.report.output;

import static j2html.TagCreator.details;
import static j2html.TagCreator.summary;

import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.text.Messages;
import j2html.tags.DomContent;
import java.util.List;

/** Every look of an experiment's claims. */
final class LooksTable {

    private LooksTable() {}

    static DomContent of(Outcome outcome, Messages messages) {
        Table table = Table.ofWords(
                messages.text("section.looks"),
                List.of(
                        messages.text("section.claim"),
                        messages.text("looks.quantity"),
                        messages.text("looks.seeds"),
                        messages.text("looks.mean"),
                        messages.text("looks.interval"),
                        messages.text("looks.verdict")));
        for (Finding finding : outcome.findings()) {
            for (Measure measure : finding.measures()) {
                for (Look look : measure.looks()) {
                    table.add(List.of(
                            finding.claim(),
                            measure.name(),
                            Integer.toString(look.seeds()),
                            measure.unit().number(look.mean()),
                            measure.unit().number(look.low()) + " … "
                                    + measure.unit().number(look.high()),
                            messages.text("verdict." + look.verdict().key())));
                }
            }
        }
        return details(summary(messages.text("section.looks")), table.render());
    }
}
