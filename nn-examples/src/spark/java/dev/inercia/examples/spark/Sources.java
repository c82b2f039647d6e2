package dev.inercia.examples.spark;

import dev.inercia.nn.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data that the trials of a search share, read once per JVM. Keeps the last few. */
final class Sources {

    private static final int KEPT = 4;

    private static final Map<Source, Dataset> LOADED = new LinkedHashMap<>();

    private Sources() {}

    static synchronized Dataset load(Source source) {
        Dataset data = LOADED.remove(source);
        if (data == null) {
            data = source.load();
        }
        LOADED.put(source, data);
        if (LOADED.size() > KEPT) {
            LOADED.remove(LOADED.keySet().iterator().next());
        }
        return data;
    }
}
