package dev.inercia.mnist;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The directory of downloads: the first one set of the system property {@code inercia.cache}, the environment variable
 * {@code INERCIA_CACHE}, {@code $XDG_CACHE_HOME/inercia}, and the platform's own: {@code ~/.cache/inercia},
 * {@code ~/Library/Caches/inercia} on macOS, {@code %LOCALAPPDATA%\inercia\cache} on Windows.
 *
 * <p>Source: XDG Base Directory Specification 0.8, which requires relative paths in {@code XDG_CACHE_HOME} to be
 * ignored.
 */
final class CacheDirectory {

    static final String PROPERTY = "inercia.cache";
    static final String VARIABLE = "INERCIA_CACHE";

    private CacheDirectory() {}

    static Path current() {
        return resolve(System::getProperty, System::getenv);
    }

    /** Resolves the directory from given properties and environment. An empty value counts as unset. */
    static Path resolve(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        String property = properties.apply(PROPERTY);
        if (isSet(property)) {
            return path(property, "The system property " + PROPERTY);
        }
        String variable = environment.apply(VARIABLE);
        if (isSet(variable)) {
            return path(variable, "The environment variable " + VARIABLE);
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        if (isSet(xdg) && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "inercia");
        }
        Path home = Path.of(properties.apply("user.home")).toAbsolutePath();
        String system = properties.apply("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = environment.apply("LOCALAPPDATA");
            Path data = isSet(local) ? Path.of(local) : home.resolve("AppData").resolve("Local");
            return data.resolve("inercia").resolve("cache");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("inercia");
        }
        return home.resolve(".cache").resolve("inercia");
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    private static Path path(String value, String origin) {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    origin + " must name a directory, but is \"" + value + "\": " + e.getReason(), e);
        }
    }
}
