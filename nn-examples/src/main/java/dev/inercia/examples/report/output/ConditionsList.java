package dev.inercia.examples.report.output;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.text;

import dev.inercia.examples.report.result.Conditions;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.DlTag;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The conditions under which the report was made. */
final class ConditionsList {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ConditionsList() {}

    static DlTag of(Conditions conditions) {
        return dl(
                entry(
                        "Data",
                        text(conditions.data() + "; " + Text.count(conditions.trainingImages())
                                + " images to train on, " + Text.count(conditions.testImages()) + " to test on")),
                entry("Checksum (SHA-256)", code(conditions.checksum())),
                entry("Machine", text(conditions.machine() + ", " + Text.plural(conditions.cores(), "core"))),
                entry("Java", text(conditions.java())),
                entry("Matrix products", text(conditions.products())),
                entry("Trainings at a time", text(Integer.toString(conditions.threads()))),
                entry("First seed", text(Long.toString(conditions.seed()))),
                entry("Seeds per experiment", text("at least " + conditions.repeats())),
                entry("Inercia", text(conditions.version())),
                entry("Started", text(DATE.format(conditions.started()))),
                entry("Took", text(Text.decimals(conditions.seconds(), 1) + " s")));
    }

    private static DivTag entry(String name, DomContent value) {
        return div(dt(name), dd(value));
    }
}
