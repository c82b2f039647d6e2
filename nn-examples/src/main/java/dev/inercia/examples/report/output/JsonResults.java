package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.Epoch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON, by the schema in {@code results.schema.json}. What is not a number, such as NaN, is null. */
final class JsonResults {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonResults() {}

    static String of(Report report) {
        Map<String, Object> root = object();
        root.put("schema", "results.schema.json");
        root.put("conditions", conditions(report.conditions()));
        root.put("missing", report.missing());
        root.put(
                "experiments",
                report.outcomes().stream().map(JsonResults::outcome).toList());
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    private static Map<String, Object> conditions(Conditions c) {
        Map<String, Object> json = object();
        json.put("version", c.version());
        json.put("started", c.started().toString());
        json.put("seconds", c.seconds());
        json.put("data", c.data());
        json.put("dataSha256", c.checksum());
        json.put("trainingImages", c.trainingImages());
        json.put("testImages", c.testImages());
        json.put("machine", c.machine());
        json.put("cores", c.cores());
        json.put("java", c.java());
        json.put("threads", c.threads());
        json.put("seed", c.seed());
        json.put("repeats", c.repeats());
        return json;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> json = object();
        json.put("id", outcome.id());
        json.put("title", outcome.title());
        json.put("question", outcome.question());
        json.put("settings", outcome.settings());
        json.put(
                "findings",
                outcome.findings().stream().map(JsonResults::finding).toList());
        json.put("remarks", outcome.remarks());
        json.put("runs", outcome.runs().stream().map(JsonResults::run).toList());
        return json;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = object();
        json.put("claim", finding.claim());
        json.put("measured", finding.measured());
        json.put("verdict", finding.verdict().words());
        json.put("reason", finding.reason());
        return json;
    }

    private static Map<String, Object> run(Run run) {
        Setup setup = run.setup();
        Map<String, Object> json = object();
        json.put("label", run.label());
        json.put("layers", List.of(784, setup.hidden(), 10));
        json.put("start", setup.start().name());
        json.put("cost", setup.cost().name());
        json.put("optimizer", Hyperparameters.of(setup.optimizer()));
        json.put("batchSize", setup.batchSize());
        json.put("epochs", setup.epochs());
        json.put("seed", setup.seed());
        json.put("steps", run.steps());
        json.put("stopReason", run.history().stopReason().orElse(null));
        json.put(
                "history",
                run.history().epochs().stream().map(JsonResults::epoch).toList());
        json.put(
                "warnings",
                run.history().warnings().stream()
                        .map(warning -> {
                            Map<String, Object> w = object();
                            w.put("epoch", warning.epoch());
                            w.put("step", warning.step());
                            w.put("message", warning.message());
                            return w;
                        })
                        .toList());
        json.put(
                "activity",
                run.activity().stream()
                        .map(activity -> {
                            Map<String, Object> a = object();
                            a.put("epoch", activity.epoch());
                            a.put("largestWeightedInput", number(activity.largest()));
                            a.put("saturatedShare", number(activity.saturatedShare()));
                            return a;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> epoch(Epoch epoch) {
        Map<String, Object> json = object();
        json.put("epoch", epoch.number());
        json.put("loss", number(epoch.loss()));
        json.put("testLoss", number(epoch.validationLoss()));
        json.put("correct", epoch.correct());
        json.put("total", epoch.total());
        json.put("trainingSeconds", epoch.trainingSeconds());
        json.put("evaluationSeconds", epoch.evaluationSeconds());
        return json;
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
