package dev.inercia.examples.benchmark;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Matrices in files, for {@code tables.py}: numbers of rows and columns, then float32 row by row, all big-endian. */
final class TableFiles {

    private TableFiles() {}

    /** Writes the training part, and the features of the test part. */
    static void write(Path directory, TableSplit split) {
        try {
            write(directory.resolve("x"), split.x());
            write(directory.resolve("y"), split.y());
            write(directory.resolve("test"), split.testX());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, float[][] matrix) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(matrix.length);
            out.writeInt(matrix[0].length);
            for (float[] row : matrix) {
                for (float value : row) {
                    out.writeFloat(value);
                }
            }
        }
    }

    static float[][] read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            float[][] matrix = new float[in.readInt()][in.readInt()];
            for (float[] row : matrix) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = in.readFloat();
                }
            }
            return matrix;
        }
    }

    /** Reads the predictions. */
    static float[][] predictions(Path directory) {
        try {
            return read(directory.resolve("predictions"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
