package dev.inercia.examples.spark;

import dev.inercia.nn.data.Dataset;
import java.io.Serializable;

/** Describes data that an executor reads itself, such as a file and the rows to read. A record: compared by content. */
public interface Source extends Serializable {

    /**
     * Reads the data.
     *
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    Dataset load();
}
