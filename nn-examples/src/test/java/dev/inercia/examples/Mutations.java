package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.Idx;
import dev.inercia.mnist.IdxArray;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.train.Checkpoints;
import dev.inercia.train.EarlyStopping;
import dev.inercia.train.History;
import dev.inercia.train.ReduceOnPlateau;
import dev.inercia.train.Trainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Reads files that were altered at random: checkpoints, models and IDX files. Whatever they hold, reading them succeeds
 * or throws one of the exceptions declared, within a second or so and in little memory. Half of the altered model files
 * and checkpoints get a digest that is right again, so that what lies behind it is reached.
 */
final class Mutations {

    /** Far more than any file here takes, also on a machine that does other work. */
    private static final double LONGEST_SECONDS = 20;

    private static final String SHA = "\"sha256\":\"";
    private static final String CRC = "\"crc32c\":\"";

    private final Random random;
    private final Path directory;
    private final List<Target> targets;
    private int accepted;
    private int refused;

    /** Reads a file. */
    private interface Reader {
        Object read(byte[] content) throws IOException;
    }

    private record Target(String name, byte[] content, boolean hasDigest, Reader reader, Set<Class<?>> declared) {}

    Mutations(long seed, Path directory) throws IOException {
        random = new Random(seed);
        this.directory = directory;
        targets = List.of(model(), checkpoint(), idx());
    }

    private static Network network() {
        return Network.input(3)
                .layer(new Dense(4, new Tanh()))
                .layer(new BatchNorm())
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    private Target model() throws IOException {
        Path file = directory.resolve("model.safetensors");
        network().save(file);
        return new Target(
                "model",
                Files.readAllBytes(file),
                true,
                content -> Network.load(new ByteArrayInputStream(content)),
                Set.of(UncheckedIOException.class));
    }

    private Target checkpoint() throws IOException {
        Random values = new Random(1);
        float[][] x = new float[20][3];
        for (float[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = values.nextFloat();
            }
        }
        Dataset data = Dataset.of(x, values.ints(20, 0, 2).toArray());
        Path saved = directory.resolve("checkpoints");
        trainer(data).listener(new Checkpoints(saved)).train(data);
        Path mutated = directory.resolve("mutated.safetensors");
        Path newest;
        try (Stream<Path> files = Files.list(saved)) {
            newest = files.sorted().reduce((a, b) -> b).orElseThrow();
        }
        return new Target(
                "checkpoint",
                Files.readAllBytes(newest),
                true,
                content -> {
                    Files.write(mutated, content);
                    History history = trainer(data).resume(mutated, data);
                    assertThat(history.epochs().size()).isLessThan(1000);
                    return history;
                },
                Set.of(UncheckedIOException.class, IllegalArgumentException.class));
    }

    private static Trainer trainer(Dataset data) {
        return new Trainer(network(), new SoftmaxCrossEntropy(), new ExponentialMovingAverage(new Adam(0.01)))
                .batchSize(10)
                .epochs(2)
                .validation(data)
                .listener(new EarlyStopping(5).restoringBest())
                .listener(new ReduceOnPlateau(5));
    }

    private Target idx() throws IOException {
        Path file = directory.resolve("idx");
        byte[] pixels = new byte[2 * 5 * 5];
        random.nextBytes(pixels);
        Idx.write(file, IdxArray.ofBytes(pixels, 2, 5, 5));
        return new Target(
                "IDX",
                Files.readAllBytes(file),
                false,
                content -> Idx.read(new ByteArrayInputStream(content), "mutated", Idx.MAX_BYTES),
                Set.of(IOException.class));
    }

    /** Reads so many altered files, as many of each kind. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            Target target = targets.get(i % targets.size());
            byte[] content = mutated(target);
            long start = System.nanoTime();
            try {
                target.reader.read(content);
                accepted++;
            } catch (Throwable problem) {
                boolean isDeclared = target.declared.stream().anyMatch(type -> type.isInstance(problem));
                if (!isDeclared || problem.getMessage() == null) {
                    throw new AssertionError(target.name + " number " + i + " gives " + problem, problem);
                }
                refused++;
            }
            assertThat((System.nanoTime() - start) / 1e9)
                    .as("seconds for " + target.name + " number " + i)
                    .isLessThan(LONGEST_SECONDS);
        }
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    private byte[] mutated(Target target) {
        byte[] content = target.content.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && content.length > 0; i++) {
            content = mutate(content);
        }
        if (target.hasDigest && random.nextBoolean()) {
            sign(content);
        }
        return content;
    }

    private byte[] mutate(byte[] content) {
        // The header is small beside the numbers, and most can go wrong there.
        int near = random.nextBoolean() ? content.length : Math.min(content.length, 2000);
        int at = random.nextInt(near);
        int length = Math.min(content.length - at, 1 + random.nextInt(12));
        switch (random.nextInt(7)) {
            case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(content, at);
            }
            case 3 -> {
                return splice(content, at, at + length, new byte[0]);
            }
            case 4 -> {
                int from = random.nextInt(content.length);
                byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + length));
                return splice(content, at, at, part);
            }
            case 5 -> {
                return number(content, at);
            }
            default -> {
                byte[] more = new byte[length];
                random.nextBytes(more);
                return splice(content, at, at, more);
            }
        }
        return content;
    }

    /** Another number in place of the next one in a text. */
    private byte[] number(byte[] content, int from) {
        int at = from;
        while (at < content.length && !Character.isDigit(content[at])) {
            at++;
        }
        int end = at;
        while (end < content.length && Character.isDigit(content[end])) {
            end++;
        }
        List<String> numbers = List.of("0", "-1", "7", "2147483647", "9223372036854775808", "1e300", "NaN", "null");
        String number = numbers.get(random.nextInt(numbers.size()));
        return splice(content, at, end, number.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] splice(byte[] content, int from, int to, byte[] part) {
        byte[] result = Arrays.copyOf(content, from + part.length + content.length - to);
        System.arraycopy(part, 0, result, from, part.length);
        System.arraycopy(content, to, result, from + part.length, content.length - to);
        return result;
    }

    /** Makes length of the header and digest right again, if the file still looks like one. */
    private static void sign(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("}        ");
        if (end > 0 && (text.contains(SHA) || text.contains(CRC))) {
            int spaces = end + 1;
            while (spaces < content.length && content[spaces] == ' ') {
                spaces++;
            }
            java.nio.ByteBuffer.wrap(content)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, spaces - Long.BYTES);
        }
        sign(content, text.indexOf(SHA) + SHA.length(), SHA.length(), 64, Mutations::sha256);
        sign(content, text.indexOf(CRC) + CRC.length(), CRC.length(), 8, Mutations::crc32c);
    }

    private static void sign(byte[] content, int at, int least, int length, Function<byte[], String> digest) {
        if (at >= least && at + length <= content.length) {
            Arrays.fill(content, at, at + length, (byte) '0');
            byte[] right = digest.apply(content).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(right, 0, content, at, length);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String crc32c(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
