package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonTest {

    private static final Report REPORT = MadeUpReport.report();
    private static final String TEXT = ResultsJson.of(REPORT, "results.schema.json");
    private static final JsonNode JSON = JsonMapper.shared().readTree(TEXT);

    private static List<Error> problems(String json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ReportFiles.resource("results.schema.json"));
        return schema.validate(json, InputFormat.JSON);
    }

    @Test
    void isWhatTheSchemaSays() {
        assertThat(problems(TEXT)).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsMissingMisspeltOrOfAnotherKind() {
        assertThat(problems(TEXT.replace("\"checksum\"", "\"sum\""))).hasSize(2);
        assertThat(problems(TEXT.replaceFirst("\"correct\" : \\d+", "\"correct\" : \"many\"")))
                .hasSize(1);
        assertThat(problems(TEXT.replace("\"NOT_CONFIRMED\"", "\"MAYBE\"")))
                .as("of a claim and of its look")
                .hasSize(2);
        assertThat(problems(TEXT.replaceFirst("\"looks\"", "\"glances\""))).hasSize(2);
    }

    @Test
    void numbersAreReadAsTheyWere() {
        for (int i = 0; i < REPORT.outcomes().size(); i++) {
            List<Run> runs = REPORT.outcomes().get(i).runs();
            JsonNode written = JSON.get("experiments").get(i).get("runs");
            assertThat(written.size()).isEqualTo(runs.size());
            for (int j = 0; j < runs.size(); j++) {
                List<Epoch> epochs = runs.get(j).history().epochs();
                assertThat(written.get(j).get("epochs").size()).isEqualTo(epochs.size());
                for (int k = 0; k < epochs.size(); k++) {
                    assertThat(epoch(written.get(j).get("epochs").get(k))).isEqualTo(epochs.get(k));
                }
            }
        }
        assertThat(JSON.get("conditions").get("seconds").doubleValue()).isEqualTo(97.123456789012345);
    }

    private static Epoch epoch(JsonNode json) {
        return new Epoch(
                json.get("number").intValue(),
                real(json.get("loss")),
                real(json.get("validationLoss")),
                json.get("correct").intValue(),
                json.get("total").intValue(),
                json.get("trainingSeconds").doubleValue(),
                json.get("evaluationSeconds").doubleValue());
    }

    private static double real(JsonNode json) {
        return json.isNull() ? Double.NaN : json.doubleValue();
    }

    @Test
    void everyHyperparameterIsThereThoseOfInnerOptimizersToo() {
        JsonNode setup = JSON.at("/experiments/0/runs/11/setup");
        assertThat(setup.toString())
                .isEqualTo("{\"hidden\":30,\"start\":\"SCALED\",\"cost\":\"QUADRATIC\",\"optimizer\":{"
                        + "\"name\":\"Wrapped\",\"inner\":{\"name\":\"Adam\",\"learningRate\":0.01,\"beta1\":0.9,"
                        + "\"beta2\":0.999,\"epsilon\":1.0E-8},\"learningRate\":0.01,\"centred\":true,"
                        + "\"bounds\":[-1.0,1.0],\"note\":\"mine\"},\"batchSize\":10,\"epochs\":15,\"seed\":3}");
    }

    @Test
    void saysWhatEachRunCameTo() {
        JsonNode run = JSON.at("/experiments/1/runs/0");
        assertThat(run.get("label").stringValue()).isEqualTo(MadeUpReport.NASTY);
        assertThat(run.at("/warnings/1/epoch").intValue()).isEqualTo(1);
        assertThat(run.at("/warnings/1/step").intValue()).isEqualTo(1200);
        assertThat(run.get("stopReason").stringValue()).isEqualTo("the loss is not finite");
        assertThat(run.at("/activity/5/largest").doubleValue()).isEqualTo(26_403);
        assertThat(run.at("/epochs/1/loss").isNull()).isTrue();
        assertThat(JSON.at("/experiments/1/runs/1/stopReason").isNull()).isTrue();
        assertThat(JSON.at("/experiments/1/findings/0/verdict").stringValue()).isEqualTo("UNDECIDED");
        assertThat(JSON.get("missing").toString()).isEqualTo("[\"fig2\",\"cost\"]");
    }

    @Test
    void keysAreInTheOrderOfTheRecords() {
        assertThat(JSON.propertyNames()).containsExactly("$schema", "conditions", "experiments", "missing");
        assertThat(JSON.at("/experiments/0/runs/0/epochs/0").propertyNames())
                .containsExactly(
                        "number", "loss", "validationLoss", "correct", "total", "trainingSeconds", "evaluationSeconds");
    }
}
