package dev.inercia.examples.report.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;

/** The texts of the page in one language, from a resource bundle for each. Numbers look the same in all. */
public final class Messages {

    /** The languages that there are, as for {@code --lang}. */
    public static final List<String> LANGUAGES = List.of("en", "es");

    private final ResourceBundle bundle;
    private final String language;

    private Messages(String language, ResourceBundle bundle) {
        this.language = language;
        this.bundle = bundle;
    }

    /**
     * The texts in a language.
     *
     * @param language one of {@link #LANGUAGES}
     * @throws IllegalArgumentException for another one
     */
    public static Messages in(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException(
                    "--lang: expected one of " + String.join(", ", LANGUAGES) + ", but got '" + language + "'");
        }
        // Not by ResourceBundle.getBundle, which would mix in the language of the machine.
        try (Reader reader = new InputStreamReader(
                Messages.class.getResourceAsStream("messages_" + language + ".properties"), StandardCharsets.UTF_8)) {
            return new Messages(language, new PropertyResourceBundle(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code of the language, for {@code lang="..."}. */
    public String language() {
        return language;
    }

    /** The language, for words that are not of this bundle. */
    public Locale locale() {
        return Locale.forLanguageTag(language);
    }

    /**
     * A text, with {@code {0}}, {@code {1}} and so on replaced by the values.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public String text(String key, Object... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** All keys. */
    Set<String> keys() {
        return bundle.keySet();
    }

    /** True if there is a text for this key. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The label of a training in this language; labels are English, and composed of a few phrases. */
    public String label(String label) {
        String text = label;
        for (String phrase : bundle.getString("label.phrases").split(";")) {
            String[] pair = phrase.strip().split("=");
            if (pair.length == 2) {
                text = text.replace(pair[0].strip(), pair[1].strip());
            }
        }
        return text;
    }

    /** A count with its noun: {@code one} for 1, {@code many} for others, as keys with a place for the count. */
    public String count(String key, long count) {
        return text(key + (count == 1 ? ".one" : ".many"), String.format(Locale.ROOT, "%,d", count));
    }
}
