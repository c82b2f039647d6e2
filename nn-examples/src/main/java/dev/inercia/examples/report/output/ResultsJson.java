package dev.inercia.examples.report.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.optim.Optimizer;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import dev.inercia.train.Warning;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * {@code results.json}: a report without its charts, as described by {@code results.schema.json}. Written as
 * {@link Json} writes.
 */
final class ResultsJson {

    private static final ValueSerializer<Optimizer> NAME_AND_COMPONENTS = new ValueSerializer<>() {
        @Override
        public void serialize(Optimizer value, JsonGenerator json, SerializationContext context) {
            json.writePOJO(Hyperparameters.of(value));
        }
    };

    private static final JsonMapper JSON =
            Json.mapper(new SimpleModule().addSerializer(Optimizer.class, NAME_AND_COMPONENTS));

    private record Document(
            @JsonProperty("$schema") String schema,
            Conditions conditions,
            List<Experiment> experiments,
            List<String> missing) {}

    private record Experiment(
            String id,
            String title,
            String question,
            String settings,
            List<Judged> findings,
            List<String> remarks,
            List<Drawn> charts,
            List<Trained> runs) {

        static Experiment of(Outcome outcome) {
            List<String> csv = RunFiles.names(outcome);
            return new Experiment(
                    outcome.id(),
                    outcome.title(),
                    outcome.question(),
                    outcome.settings(),
                    outcome.findings().stream().map(Judged::of).toList(),
                    outcome.remarks(),
                    outcome.charts().stream().map(Drawn::of).toList(),
                    IntStream.range(0, csv.size())
                            .mapToObj(i -> Trained.of(outcome.runs().get(i), csv.get(i)))
                            .toList());
        }
    }

    private record Judged(
            String key, String claim, String allows, Verdict verdict, String reason, List<Quantity> quantities) {

        static Judged of(Finding finding) {
            return new Judged(
                    finding.key(),
                    finding.claim(),
                    finding.allows(),
                    finding.verdict(),
                    finding.reason(),
                    finding.measures().stream().map(Quantity::of).toList());
        }
    }

    private record Quantity(String name, Unit unit, List<List<Double>> allowed, List<Double> values, List<Look> looks) {

        static Quantity of(Measure measure) {
            return new Quantity(
                    measure.name(),
                    measure.unit(),
                    measure.threshold().allowed().stream()
                            .map(range -> List.of(range[0], range[1]))
                            .toList(),
                    measure.values(),
                    measure.looks());
        }
    }

    private record Drawn(String title, String svg) {

        static Drawn of(LinePlot chart) {
            return new Drawn(chart.title(), Plots.svg(chart));
        }
    }

    private record Trained(
            String label,
            Setup setup,
            long steps,
            List<Result> epochs,
            List<Warning> warnings,
            List<Activity> activity,
            Optional<String> stopReason,
            String csv) {

        static Trained of(Run run, String csv) {
            return new Trained(
                    run.label(),
                    run.setup(),
                    run.steps(),
                    run.history().epochs().stream().map(Result::of).toList(),
                    run.history().warnings(),
                    run.activity(),
                    run.history().stopReason(),
                    csv);
        }
    }

    private record Result(
            int number,
            double loss,
            double validationLoss,
            int correct,
            int total,
            double trainingSeconds,
            double evaluationSeconds) {

        static Result of(Epoch epoch) {
            return new Result(
                    epoch.number(),
                    epoch.loss(),
                    epoch.validationLoss(),
                    epoch.correct(),
                    epoch.total(),
                    epoch.trainingSeconds(),
                    epoch.evaluationSeconds());
        }
    }

    private ResultsJson() {}

    /** Any record, written as a report is. */
    static String write(Object document) {
        return JSON.writeValueAsString(document) + "\n";
    }

    static String of(Report report, String schema) {
        return JSON.writeValueAsString(new Document(
                        schema,
                        report.conditions(),
                        report.outcomes().stream().map(Experiment::of).toList(),
                        report.missing()))
                + "\n";
    }
}
