package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.LeakyRelu;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.He;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.io.RawFile;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.layer.Window;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What a saved network is, and that it comes back. Damaged files are in {@link NetworkFileDamageTest}. */
class NetworkFileTest {

    @TempDir
    private Path directory;

    private static Network network(DataType type, long seed) {
        return Network.input(3)
                .layer(new Dense(4, new LeakyRelu(0.1)).weights(He.uniform()).biases(new Constant(-0.0)))
                .layer(new Activate(new Sigmoid()))
                .layer(new Dense(2))
                .output(new Softmax())
                .type(type)
                .seed(seed)
                .build();
    }

    private static long[] bits(INDArray array) {
        long[] bits = new long[Math.toIntExact(array.length())];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = array.dataType() == DataType.FLOAT
                    ? Float.floatToRawIntBits(array.getFloat(i))
                    : Double.doubleToRawLongBits(array.getDouble(i));
        }
        return bits;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void comesBackBitForBit(DataType type) {
        Network network = network(type, 1);
        boolean isFloat = type == DataType.FLOAT;
        double[] odd = {
            -0.0,
            isFloat ? Float.MIN_VALUE : Double.MIN_VALUE,
            isFloat ? -Float.MIN_NORMAL / 2 : -Double.MIN_NORMAL / 2,
            isFloat ? Float.MAX_VALUE : Double.MAX_VALUE,
            isFloat ? (float) Math.PI : Math.PI,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
        };
        for (int i = 0; i < odd.length; i++) {
            network.parameters().flat().putScalar(i, odd[i]);
        }
        Path file = directory.resolve("network.safetensors");
        network.save(file);
        Network loaded = Network.load(file);
        assertThat(loaded.architecture()).isEqualTo(network.architecture());
        assertThat(loaded.parameters().segments())
                .isEqualTo(network.parameters().segments());
        assertThat(bits(loaded.parameters().flat()))
                .isEqualTo(bits(network.parameters().flat()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void predictsTheSame(DataType type) {
        Network network = network(type, 2);
        Path file = directory.resolve("network.safetensors");
        network.save(file);
        INDArray x = Nd4j.createFromArray(new double[][] {{0.1, 0.2, 0.3}, {-1, 5, 0}});
        assertThat(bits(Network.load(file).predict(x))).isEqualTo(bits(network.predict(x)));
    }

    @Test
    void isTheSameFileEveryTime() throws IOException {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        Path three = directory.resolve("three");
        network(DataType.FLOAT, 3).save(one);
        network(DataType.FLOAT, 3).save(two);
        Network.load(one).save(three);
        assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
        assertThat(Files.readAllBytes(three)).isEqualTo(Files.readAllBytes(one));
        network(DataType.FLOAT, 4).save(one);
        assertThat(Files.readAllBytes(one)).isNotEqualTo(Files.readAllBytes(two));
    }

    /** Read here as any other safetensors reader would. */
    @Test
    void isASafetensorsFile() throws IOException {
        Network network = network(DataType.FLOAT, 5);
        Path path = directory.resolve("network.safetensors");
        network.save(path);
        byte[] content = Files.readAllBytes(path);
        RawFile file = RawFile.read(path);
        assertThat((content.length - file.data().length) % 8)
                .as("the arrays begin at a multiple of 8")
                .isZero();
        assertThat(file.header().fieldNames())
                .toIterable()
                .containsExactly("__metadata__", "0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(file.metadata())
                .allSatisfy(text -> assertThat(text.isTextual()).isTrue());
        assertThat(file.metadata().get("inercia.format").textValue()).isEqualTo("2");
        JsonNode architecture = new ObjectMapper()
                .readTree(file.metadata().get("inercia.architecture").textValue());
        assertThat(architecture.at("/root/layers/0/units").intValue()).isEqualTo(4);
        int end = 0;
        for (String name : List.of("0.weight", "0.bias", "2.weight", "2.bias")) {
            JsonNode array = file.header().get(name);
            assertThat(array.get("dtype").textValue()).isEqualTo("F32");
            assertThat(array.get("data_offsets").get(0).intValue()).isEqualTo(end);
            end = array.get("data_offsets").get(1).intValue();
        }
        assertThat(end).isEqualTo(file.data().length);
        assertThat(file.header().get("0.weight").get("shape")).hasToString("[4,3]");
        assertThat(file.header().get("0.bias").get("shape")).hasToString("[4]");
        ByteBuffer weight = file.array("0.weight");
        for (int unit = 0; unit < 4; unit++) {
            for (int input = 0; input < 3; input++) {
                assertThat(weight.getFloat())
                        .isEqualTo(network.parameters().get("0.weight").getFloat(input, unit));
            }
        }
        assertThat(weight.hasRemaining()).isFalse();
        String digest = file.metadata().get("sha256").textValue();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        byte[] unsigned = text.replace(digest, "0".repeat(64)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RawFile.sha256(unsigned)).isEqualTo(digest);
    }

    @Test
    void keepsBuffersAndLayersWithoutParameters() {
        Network network = Network.input(2)
                .layer(new Activate(new Relu()))
                .layer(new RunningMean())
                .build();
        network.parameters().buffers().assign(0.25f);
        Path file = directory.resolve("buffers");
        network.save(file);
        assertThat(Network.load(file, RunningMean.class).parameters().buffers().toFloatVector())
                .containsExactly(0.25f, 0.25f);
        Network bare = Network.input(2).layer(new Activate(new Relu())).build();
        bare.save(file);
        assertThat(Network.load(file).predict(Nd4j.createFromArray(new float[][] {{-1, 1}})))
                .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 1}}));
    }

    /** A layer that is not a record: it cannot be saved. */
    private static final class NoRecord implements Layer {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void leavesTheOldFileWhereItCannotSave() throws IOException {
        Path file = directory.resolve("network");
        network(DataType.FLOAT, 6).save(file);
        byte[] before = Files.readAllBytes(file);
        Network unsavable =
                Network.input(3).layer(new Dense(2)).layer(new NoRecord()).build();
        assertThatThrownBy(() -> unsavable.save(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot save Architecture.root.layers[1]: " + NoRecord.class.getName()
                        + " is neither a record nor a plain value. Layers, activations and initialisers are saved as"
                        + " records of numbers, texts, lists, float[], double[] and other records");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        assertThat(directory.toFile().list()).hasSize(1);
    }

    /** Not only after it was trained; and nothing more when it is copied. */
    @Test
    void saysWhenItIsBuiltThatItCannotBeSaved() {
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            network(DataType.FLOAT, 1);
            assertThat(text.toString(StandardCharsets.UTF_8)).isEmpty();
            Network network =
                    Network.input(3).layer(new Dense(2)).layer(new NoRecord()).build();
            assertThat(network.copy()).isNotNull();
        } finally {
            System.setErr(err);
        }
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("This network can be trained, but not saved. Cannot save Architecture.root.layers[1]: "
                        + NoRecord.class.getName() + " is neither a record nor a plain value.");
    }

    @Test
    void leavesNoTemporaryFiles() throws IOException {
        Path file = directory.resolve("network");
        network(DataType.FLOAT, 7).save(file);
        network(DataType.FLOAT, 8).save(file);
        assertThat(directory.toFile().list()).containsExactly("network");
        Path occupied = Files.createDirectories(directory.resolve("occupied/by/a directory"));
        assertThatThrownBy(() -> network(DataType.FLOAT, 9).save(occupied.getParent()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot save the network: ");
        assertThat(directory.resolve("occupied").toFile().list()).containsExactly("by");
        assertThat(occupied).isDirectory();
    }

    @Test
    void comesFromAStreamAndCarriesEntriesOfOnesOwn() throws IOException {
        Path file = directory.resolve("network");
        Network network = network(DataType.FLOAT, 10);
        network.save(file, Map.of("author", "Ada", "trained on", "ä table"));
        assertThat(TensorFile.read(file).metadata())
                .containsEntry("author", "Ada")
                .containsEntry("trained on", "ä table");
        try (InputStream in = Files.newInputStream(file)) {
            Network loaded = Network.load(in);
            assertThat(loaded.architecture()).isEqualTo(network.architecture());
            assertThat(bits(loaded.parameters().flat()))
                    .isEqualTo(bits(network.parameters().flat()));
        }
        assertThatThrownBy(() -> Network.load(new ByteArrayInputStream(new byte[3])))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "Cannot load a network: the stream is not a readable model file: expected at least 8 bytes, but"
                                + " it has 3");
        assertThatThrownBy(() -> network.save(file, Map.of("inercia.format", "9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'inercia.format' is where the network itself is saved: choose another name for your own entry");
    }

    @Test
    void isLoadedUnverifiedIfAnotherToolSavedItAgain() throws IOException {
        Path file = directory.resolve("network");
        Network network = network(DataType.FLOAT, 11);
        network.save(file);
        RawFile raw = RawFile.read(file);
        Files.write(file, RawFile.file(raw.header().toString(), raw.data()));
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(bits(Network.load(file).parameters().flat()))
                    .isEqualTo(bits(network.parameters().flat()));
        } finally {
            System.setErr(err);
        }
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(file + " was written by another tool: its content is not" + " verified.");
    }

    @Test
    void saysThatADirectoryIsMissing() {
        Path file = directory.resolve("missing").resolve("network");
        assertThatThrownBy(() -> network(DataType.FLOAT, 1).save(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot save the network: " + file + ": cannot be written: there is no directory "
                        + file.getParent() + ", make it first");
        assertThatThrownBy(() -> Network.load(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot load a network: " + file + ": cannot be read: there is no such file");
    }

    @Test
    void knowsEveryRecordOfTheLibrary() {
        Set<String> records = new HashSet<>(Set.of(
                Architecture.class.getName(), Labels.class.getName(), Window.class.getName(), Padding.class.getName()));
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.inercia").stream()
                        .filter(type -> Stream.of(Layer.class, Activation.class, Initializer.class)
                                .anyMatch(type::isAssignableTo))
                        // What is private to a class, such as the layer that a gradient check builds, is never saved.
                        .filter(type -> !type.isInterface()
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && !type.getModifiers().contains(JavaModifier.PRIVATE))
                        .peek(type ->
                                assertThat(type.isRecord()).as(type.getName()).isTrue())
                        .forEach(type -> records.add(type.getName()));
        assertThat(records).hasSizeGreaterThan(20);
        assertThat(NetworkFile.KNOWN).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(records);
    }
}
