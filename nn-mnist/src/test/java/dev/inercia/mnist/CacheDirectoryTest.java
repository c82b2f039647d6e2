package dev.inercia.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void everythingSet() {
        properties.put("inercia.cache", "/by/property");
        properties.put("user.home", "/home/ana");
        properties.put("os.name", "Linux");
        environment.put("INERCIA_CACHE", "/by/variable");
        environment.put("XDG_CACHE_HOME", "/by/xdg");
    }

    private Path resolve() {
        return CacheDirectory.resolve(properties::get, environment::get);
    }

    @Test
    void orderOfPrecedence() {
        assertThat(resolve()).isEqualTo(Path.of("/by/property"));
        properties.remove("inercia.cache");
        assertThat(resolve()).isEqualTo(Path.of("/by/variable"));
        environment.remove("INERCIA_CACHE");
        assertThat(resolve()).isEqualTo(Path.of("/by/xdg/inercia"));
        environment.remove("XDG_CACHE_HOME");
        assertThat(resolve()).isEqualTo(Path.of("/home/ana/.cache/inercia"));
    }

    @Test
    void emptyCountsAsNoneAndXdgMustBeAbsolute() {
        properties.put("inercia.cache", "");
        environment.put("INERCIA_CACHE", " ");
        environment.put("XDG_CACHE_HOME", "relative");
        assertThat(resolve()).isEqualTo(Path.of("/home/ana/.cache/inercia"));
    }

    @Test
    void relativeOverrideIsMadeAbsolute() {
        properties.put("inercia.cache", "cache");
        assertThat(resolve()).isEqualTo(Path.of("cache").toAbsolutePath());
    }

    @Test
    void otherSystems() {
        properties.remove("inercia.cache");
        environment.clear();
        properties.put("os.name", "Mac OS X");
        assertThat(resolve()).isEqualTo(Path.of("/home/ana/Library/Caches/inercia"));
        properties.put("os.name", "Windows 11");
        assertThat(resolve()).isEqualTo(Path.of("/home/ana/AppData/Local/inercia/cache"));
        environment.put("LOCALAPPDATA", "/local");
        assertThat(resolve()).isEqualTo(Path.of("/local/inercia/cache"));
    }

    @Test
    void saysWhichSettingIsBad() {
        properties.put("inercia.cache", "a\0b");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The system property inercia.cache must name a directory, but is \"a\0b\"");
    }
}
