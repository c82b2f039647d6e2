package dev.inercia.examples.report.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Messages ENGLISH = Messages.in("en");
    private static final Messages SPANISH = Messages.in("es");

    private static List<String> places(String text) {
        List<String> places = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places.stream().sorted().distinct().toList();
    }

    @Test
    void bothLanguagesAreComplete() {
        assertThat(SPANISH.keys()).containsExactlyInAnyOrderElementsOf(ENGLISH.keys());
        for (String key : ENGLISH.keys()) {
            assertThat(places(SPANISH.text(key))).as(key).isEqualTo(places(ENGLISH.text(key)));
            if (!key.equals("label.phrases") && !key.startsWith("measure.unit")) {
                assertThat(SPANISH.text(key)).as(key).isNotBlank();
            }
        }
        for (String heads : List.of("table.results.heads", "table.setups.heads")) {
            assertThat(SPANISH.text(heads).split(";"))
                    .hasSameSizeAs(ENGLISH.text(heads).split(";"));
        }
    }

    @Test
    void aMissingKeyIsNotOverlooked() {
        Assertions.assertThatExceptionOfType(MissingResourceException.class)
                .isThrownBy(() -> SPANISH.text("no.such.key"));
    }

    @Test
    void theMachinesLanguageDoesNotMatter() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("es"));
            assertThat(Messages.in("en").text("verdict.undecided")).isEqualTo("cannot be decided");
            Locale.setDefault(Locale.GERMANY);
            assertThat(Messages.in("es").text("verdict.undecided")).isEqualTo("no se puede decidir");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void otherLanguagesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Messages.in("de"))
                .withMessage("--lang: expected one of en, es, but got 'de'");
    }

    @Test
    void labelsAreTranslatedPhraseByPhrase() {
        String label = "first epoch: momentum unset (0), scaled start, batches of 15";
        assertThat(ENGLISH.label(label)).isEqualTo(label);
        assertThat(SPANISH.label(label))
                .isEqualTo("primera época: momento sin fijar (0), inicio escalado, lotes de 15");
    }

    @Test
    void countsHaveTheirNoun() {
        assertThat(ENGLISH.count("seeds", 1)).isEqualTo("1 seed");
        assertThat(SPANISH.count("page.epochs", 1234)).isEqualTo("1,234 épocas");
    }
}
