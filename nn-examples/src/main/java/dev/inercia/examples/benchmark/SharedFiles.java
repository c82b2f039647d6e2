package dev.inercia.examples.benchmark;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The files that all contestants read: MNIST's four files, uncompressed, with the training part only; and, for other
 * libraries, {@code order.bin}, the order in which our trainer visits the images with the seed {@value #SEED}: a
 * permutation of big-endian 32-bit integers for each of {@value #EPOCHS} epochs, more than a match usually needs,
 * repeated from the first.
 */
final class SharedFiles {

    static final long SEED = 1;
    static final int EPOCHS = 16;
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private SharedFiles() {}

    static void write(Path directory, Dataset training, Dataset test) {
        try {
            write(directory, Inputs.TRAINING, training);
            write(directory, Inputs.TEST, test);
            writeOrder(directory.resolve(Inputs.ORDER), training.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path directory, String name, Dataset data) throws IOException {
        try (DataOutputStream images = open(directory.resolve(name + "-images-idx3-ubyte"));
                DataOutputStream labels = open(directory.resolve(name + "-labels-idx1-ubyte"))) {
            for (int number : new int[] {IMAGES, data.size(), Inputs.SIDE, Inputs.SIDE}) {
                images.writeInt(number);
            }
            labels.writeInt(LABELS);
            labels.writeInt(data.size());
            for (Batch batch : data.batches(1000, DataType.FLOAT)) {
                for (float pixel : batch.features().data().asFloat()) {
                    images.writeByte(Math.round(pixel * 255));
                }
                for (float label : batch.targets().data().asFloat()) {
                    labels.writeByte((int) label);
                }
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    private static void writeOrder(Path file, int examples) throws IOException {
        float[][] numbers = new float[examples][1];
        for (int i = 0; i < examples; i++) {
            numbers[i][0] = i;
        }
        Batches all = Dataset.of(numbers, numbers).batches(examples, DataType.FLOAT);
        try (DataOutputStream out = open(file)) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                all.shuffle(SEED, epoch);
                for (float number : all.get(0).features().data().asFloat()) {
                    out.writeInt((int) number);
                }
            }
        }
    }

    /** The made-up data. */
    static Dataset madeUp() {
        Inputs inputs = Inputs.madeUp();
        float[][] images = new float[inputs.size()][];
        Arrays.setAll(images, i -> Arrays.copyOfRange(inputs.pixels(), i * Inputs.PIXELS, (i + 1) * Inputs.PIXELS));
        return Dataset.of(images, inputs.labels());
    }
}
