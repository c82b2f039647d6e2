package dev.inercia.examples.report.output;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SHA-256 of the digits used: training pixels, training labels, test pixels, test labels, one byte each, which is
 * the content of MNIST's files after their headers.
 */
public final class Checksum {

    private static final int ROWS = 1000;
    private static final int WHITE = 255;

    private Checksum() {}

    /** In hexadecimal digits. */
    public static String of(Dataset training, Dataset test) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Dataset data : new Dataset[] {training, test}) {
                byte[] labels = new byte[data.size()];
                int row = 0;
                Batches batches = data.batches(ROWS);
                for (Batch batch : batches) {
                    digest.update(bytes(batch.features(), WHITE));
                    byte[] some = bytes(batch.targets(), 1);
                    System.arraycopy(some, 0, labels, row, some.length);
                    row += some.length;
                }
                digest.update(labels);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static byte[] bytes(INDArray array, int scale) {
        Memory memory = Memory.of(array);
        float[] values = new float[memory.length()];
        memory.get(0, values, 0, values.length);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i] * scale);
        }
        return bytes;
    }
}
