package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.io.RawFile;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut, altered, forged, or are of another kind: always one clear error, never more memory. */
class NetworkFileDamageTest {

    @TempDir
    private Path directory;

    private Path path;
    private byte[] good;

    @BeforeEach
    void saveASmallNetwork() throws IOException {
        path = directory.resolve("network.safetensors");
        Network.input(2).layer(new Dense(3, new Sigmoid())).build().save(path);
        good = Files.readAllBytes(path);
    }

    private void refused(byte[] content, String message) throws IOException {
        Files.write(path, content);
        assertThatThrownBy(() -> Network.load(path))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot load a network: " + path + message);
    }

    @Test
    void refusesAFileCutAnywhere() throws IOException {
        for (int length = 0; length < good.length; length++) {
            refused(Arrays.copyOf(good, length), " is not a readable model file: ");
        }
    }

    @Test
    void saysWhereAFileWasCut() throws IOException {
        String broken = " is not a readable model file: ";
        refused(Arrays.copyOf(good, 7), broken + "expected at least 8 bytes, but it has 7");
        refused(
                Arrays.copyOf(good, 100),
                broken + "its first bytes are not the length of a JSON header that fits in its 100 bytes: it is"
                        + " truncated, or not a model file");
        refused(
                Arrays.copyOf(good, good.length - 1),
                broken + "array '0.bias' is F32 [3] and claims bytes 24 to 36 of 35: the file is truncated,");
        refused(
                Arrays.copyOf(good, good.length + 1),
                broken + "its header promises 36 bytes of arrays, but 37 follow: it is truncated or has something");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x20, 0x80, 0xff})
    void refusesAFileWithAnyByteAltered(int flip) throws IOException {
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= (byte) flip;
            refused(altered, "");
        }
    }

    @Test
    void saysThatTheContentWasAltered() throws IOException {
        byte[] altered = good.clone();
        altered[good.length - 1] ^= 1;
        refused(altered, " is not a readable model file: its content was altered: SHA-256 expected ");
    }

    @Test
    void refusesFilesOfOtherKinds() throws IOException {
        String notOne = " is not a readable model file: its first bytes are not the length of a JSON header";
        refused(new byte[0], " is not a readable model file: expected at least 8 bytes, but it has 0");
        refused("To be or not to be\n".repeat(50).getBytes(StandardCharsets.UTF_8), notOne);
        refused("{\"class\": \"Network\"}".getBytes(StandardCharsets.UTF_8), notOne);
        byte[] png = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 1000);
        refused(png, notOne);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(gzip)) {
            stream.write(good);
        }
        refused(gzip.toByteArray(), notOne);
        refused(new byte[1000], notOne);
        assertThatThrownBy(() -> Network.load(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot load a network: ");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1, Integer.MAX_VALUE, 1L << 32, 1L << 40})
    void refusesHeaderLengthsThatCannotBe(long length) throws IOException {
        byte[] altered = good.clone();
        ByteBuffer.wrap(altered).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        refused(altered, " is not a readable model file: its first bytes are not the length of a JSON header");
    }

    @Test
    void refusesASafetensorsFileOfSomethingElse() throws IOException {
        String broken = " is not a readable model file: ";
        RawFile file = RawFile.read(path);
        file.metadata().remove("inercia.architecture");
        refused(
                file.bytes(),
                " is a safetensors file without a network's architecture: it was not written by Network.save");
        Files.write(path, good);
        file = RawFile.read(path);
        file.metadata().put("inercia.format", "3");
        refused(
                file.bytes(),
                " has format version 3, this library reads versions up to 2: use the version of the library that wrote it");
        refused(RawFile.file("{}", new byte[0]), " is a safetensors file without a network's architecture");
    }

    /** The file with its architecture altered, and the digest put right again. */
    private byte[] forged(String from, String to) throws IOException {
        Files.write(path, good);
        RawFile file = RawFile.read(path);
        String json = file.metadata().get("inercia.architecture").textValue();
        assertThat(json).contains(from);
        file.metadata().put("inercia.architecture", json.replace(from, to));
        return file.bytes();
    }

    @Test
    void readsForgeriesThatAreRight() throws IOException {
        Files.write(path, forged("Sigmoid", "Tanh"));
        assertThat(Network.load(path).architecture().layers().toString()).contains("Tanh");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"units\":3 | \"units\":4 | ` is not a readable model file: array '0.weight' is FLOAT [3, 2], expected"
                        + " FLOAT [4, 2]`",
                "\"input\":[2] | \"input\":[3] | ` is not a readable model file: array '0.weight' is FLOAT [3, 2],"
                        + " expected FLOAT [3, 3]`",
                "\"FLOAT\" | \"DOUBLE\" | ` is not a readable model file: array '0.weight' is FLOAT [3, 2], expected"
                        + " DOUBLE [3, 2]`",
                "\"FLOAT\" | \"INT\" | : Architecture: A network computes in FLOAT or DOUBLE, not in INT",
                "\"units\":3 | \"units\":0 | : Architecture.root.layers[0]: Dense: units must be at least 1, but is 0",
                "\"input\":[2] | \"input\":[] | : Architecture: layer 0 (Dense) at the input: expected input of",
                "\"units\":3 | \"units\":500000000 | ` is not a readable model file: array '0.weight' is FLOAT [3, 2],"
                        + " expected FLOAT [500000000, 2]`",
                "\"units\":3 | \"units\":1073741824 | : Architecture: layer 0 (Dense): Shape [2, 1073741824] has more than",
                "\"units\":3 | \"units\":715827883 | : layer 0 (Dense): with parameter 'bias' of shape [715827883] the"
                        + " network has more than 2147418112 parameters, more than one vector can hold",
                "Sigmoid | Mystery | : Architecture.root.layers[0].activation is a 'Mystery', which is not known here:"
                        + " register its record when loading; known are [Architecture, Sequential, Residual,",
                "Sigmoid | Dense | : Expected Architecture.root.layers[0].activation to be a Activation, but found a Dense",
            })
    void refusesForgeriesThatDoNotFitTheArrays(String from, String to, String message) throws IOException {
        refused(forged(from, to), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "\"Architecture\""})
    void refusesArchitecturesThatAreNone(String json) throws IOException {
        RawFile file = RawFile.read(path);
        file.metadata().put("inercia.architecture", json);
        refused(file.bytes(), ": ");
    }

    private static boolean wasInitialised;

    /** A layer that tells when its class is initialised. */
    record Tripwire(int units) implements Layer {

        static {
            wasInitialised = true;
        }

        @Override
        public Shape output(Shape input) {
            return Shape.of(units);
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void neverLoadsAClassThatAFileNames() throws IOException {
        for (String name : new String[] {"Tripwire", Tripwire.class.getName()}) {
            byte[] forged = forged("\"class\":\"Dense\",\"units\":3", "\"class\":\"" + name + "\",\"units\":3");
            refused(
                    forged,
                    ": Architecture.root.layers[0] is a '" + name + "', which is not known here: register its record");
        }
        assertThat(wasInitialised).isFalse();
    }

    /** Records called as ones of the library. */
    static final class Foreign {
        record Dense(int units) implements Layer {
            @Override
            public Shape output(Shape input) {
                return input;
            }

            @Override
            public Bound bind(Binding binding) {
                throw new UnsupportedOperationException();
            }
        }
    }

    @Test
    void refusesTwoRecordsOfOneName() {
        String names = Dense.class.getName() + " and " + Foreign.Dense.class.getName();
        assertThatThrownBy(() -> Network.load(path, Foreign.Dense.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two records are called Dense: " + names + "; a model file tells them apart by that name");
        Network network = Network.input(1).layer(new Foreign.Dense(1)).build();
        assertThatThrownBy(() -> network.save(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot save Architecture.root.layers[0]: " + Foreign.Dense.class.getName()
                        + " has the same simple name as " + Dense.class.getName() + "; rename it");
    }
}
