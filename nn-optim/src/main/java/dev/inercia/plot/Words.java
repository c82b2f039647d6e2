package dev.inercia.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What drawings say by themselves, in one language. */
final class Words {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");
    /** Not ResourceBundle.getBundle, which would mix in the language of the machine. */
    private static final Map<String, Words> ALL = Map.of("en", read("en"), "es", read("es"));

    private final Properties texts;

    private Words(Properties texts) {
        this.texts = texts;
    }

    private static Words read(String language) {
        Properties texts = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("words_" + language + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Words(texts);
    }

    static Words in(Locale language) {
        return ALL.getOrDefault(language.getLanguage(), ALL.get("en"));
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** A text, with {@code {0}}, {@code {1}} and so on replaced by the values. */
    String text(String key, Object... values) {
        return PLACE.matcher(texts.getProperty(key))
                .replaceAll(
                        place -> Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(place.group(1))])));
    }
}
