package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.plot.BarPlot;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StandingTest {

    private static final Result OURS = new Result(
            Contestant.OURS, "1.0", "2 threads", List.of(), List.of(30.0, 32.0, 31.0), List.of(2.4, 2.25), 0.95);
    private static final Result OTHER = new Result(
            "Other",
            "2.3",
            "1 thread",
            List.of(new Result.Trial("1 thread", 260), new Result.Trial("2 threads", 300)),
            List.of(300.0, 320.0, 248.0),
            List.of(),
            Double.NaN);
    private static final Standing STANDING = new Standing(
            Work.A,
            Work.A.title(),
            List.of(OURS, OTHER),
            List.of("Third is not here"),
            List.of("Other computes something else"),
            0.01);

    @Test
    void printsATable() {
        assertThat(Table.of(STANDING)).isEqualTo("""
                        A. train 784-30-10, sigmoid, batch 10, Adam
                                     settings    median   lowest  highest  x ours    loss  accuracy
                        Inercia 1.0  2 threads  31.0 us  30.0 us  32.0 us    1.00  2.2500   95.00 %
                        Other 2.3    1 thread    300 us   248 us   320 us   10.00
                        but Other computes something else
                        absent: Third is not here
                        """);
    }

    @Test
    void hasNoRatioWithoutUs() {
        Standing alone = new Standing(Work.A, "", List.of(OTHER), List.of(), List.of(), 0);

        assertThat(alone.ratio(OTHER)).isNaN();
        assertThat(Table.of(alone)).doesNotContain("NaN");
    }

    @Test
    void choosesUnitsThatLeaveAFewDigits() {
        assertThat(Table.time(2.14)).isEqualTo("2.1 us");
        assertThat(Table.time(999)).isEqualTo("999 us");
        assertThat(Table.time(2_600)).isEqualTo("2.60 ms");
        assertThat(Table.time(812_345)).isEqualTo("812.35 ms");
        assertThat(Table.time(1_250_000)).isEqualTo("1.25 s");
    }

    @Test
    void becomesJsonWithEveryRound() {
        Document document = new Document(
                "today", "a machine", 2, "a JVM", "products", "AVX2", "digits", List.of("Fourth"), List.of(STANDING));
        JsonNode json = JsonMapper.shared().readTree(document.toJson());

        assertThat(json.at("/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/absent/0").asString()).isEqualTo("Fourth");
        JsonNode other = json.at("/standings/0/results/1");
        assertThat(other.at("/rounds/2").asDouble()).isEqualTo(248);
        assertThat(other.at("/tried/1/settings").asString()).isEqualTo("2 threads");
        assertThat(other.at("/accuracy").isNull()).isTrue();
        assertThat(json.at("/standings/0/work").asString()).isEqualTo("A");
    }

    @Test
    void becomesBars() {
        BarPlot.Group group = BarChart.of(List.of(STANDING)).groups().get(0);

        assertThat(group.title()).isEqualTo("A. train 784-30-10, sigmoid, batch 10, Adam");
        assertThat(group.bars().get(1).value()).isEqualTo(300, within(0.0));
        assertThat(group.bars().get(1).text()).isEqualTo("300 us (10.00)");
    }

    @Test
    void aTaskComesThroughTheCommandLine() {
        Task task = Task.parse(Work.C.arguments("dir").toArray(String[]::new));

        assertThat(task.directory()).hasToString("Optional[dir]");
        assertThat(task.hidden()).containsExactly(512, 512);
        assertThat(Gemms.sizes(task)).containsExactly(784, 512, 512, 10);
        assertThat(task.activation()).isEqualTo("relu");
        assertThat(task.batch()).isEqualTo(128);
        assertThat(task.optimizer()).isEqualTo("adam");
        assertThat(Task.parse(Work.F.arguments("dir").toArray(String[]::new)).directory())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.parse(new String[] {"dir"}))
                .withMessageStartingWith("Expected directory, layers,");
    }
}
