package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.metric.Accuracy;
import dev.inercia.tune.Search;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A search in executors has the results of one on threads, failed candidates included. */
class SparkSearchTest {

    static final Clouds TRAINING = new Clouds(90, 1);
    static final Clouds VALIDATION = new Clouds(60, 2);

    /** Includes one that throws. */
    static final List<CloudRecipe> CANDIDATES = Stream.of(0.001, 13.0, 0.03, 0.01)
            .map(rate -> new CloudRecipe("adam", rate, 2))
            .toList();

    static SearchResult<CloudRecipe> onThreads() {
        return new Search<CloudRecipe>(Recipe::trainer)
                .by(new Accuracy())
                .keepingBest()
                .run(CANDIDATES, TRAINING.load(), VALIDATION.load());
    }

    static void assertSame(SearchResult<CloudRecipe> actual, SearchResult<CloudRecipe> expected) {
        assertThat(actual.trials()).hasSameSizeAs(expected.trials());
        for (int i = 0; i < expected.trials().size(); i++) {
            Trial<CloudRecipe> mine = actual.trials().get(i);
            Trial<CloudRecipe> theirs = expected.trials().get(i);
            assertThat(mine.candidate()).isEqualTo(theirs.candidate());
            assertThat(mine.failure()).isEqualTo(theirs.failure());
            assertThat(mine.criterion()).isEqualTo(theirs.criterion());
            assertThat(mine.history())
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*Seconds")
                    .isEqualTo(theirs.history());
        }
        assertThat(Contexts.bits(actual.network().orElseThrow()))
                .isEqualTo(Contexts.bits(expected.network().orElseThrow()));
    }

    @Test
    void hasTheResultsOfASearchOnThreads() {
        List<Trial<CloudRecipe>> reported = new ArrayList<>();
        SearchResult<CloudRecipe> result = Contexts.local(
                "local[2]",
                context -> new SparkSearch<CloudRecipe>(TRAINING, VALIDATION)
                        .by(Accuracy::new)
                        .keepingBest()
                        .onTrial(reported::add)
                        .run(context, CANDIDATES));
        assertSame(result, onThreads());
        assertThat(reported).extracting(Trial::candidate).isEqualTo(CANDIDATES);
        assertThat(result.trials().get(3).failure()).contains("no luck");
    }

    @Test
    void ranksByTheValidationLossUnlessToldOtherwise() {
        SearchResult<CloudRecipe> expected =
                new Search<CloudRecipe>(Recipe::trainer).run(CANDIDATES, TRAINING.load(), VALIDATION.load());
        SearchResult<CloudRecipe> result = Contexts.local(
                "local[1]", context -> new SparkSearch<CloudRecipe>(TRAINING, VALIDATION).run(context, CANDIDATES));
        assertThat(result.trials())
                .extracting(Trial::candidate)
                .isEqualTo(expected.trials().stream().map(Trial::candidate).toList());
        assertThat(result.network()).isEmpty();
    }
}
