package dev.inercia.examples.published;

import java.nio.file.Path;
import java.util.List;

/** The modules that are published, seen from nn-examples, where tests run. */
final class Published {

    static final List<String> MODULES = List.of("nn-core", "nn-optim", "nn-mnist");

    private Published() {}

    static Path module(String name) {
        return Path.of("..").resolve(name);
    }
}
