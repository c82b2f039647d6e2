package dev.inercia.nn;

import dev.inercia.nn.activation.*;
import dev.inercia.nn.init.*;
import dev.inercia.nn.io.Digest;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.nn.io.Savable;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves and loads networks: the architecture as JSON in the header of a tensor file, the parameters as its tensors. */
public final class NetworkFile {

    /** The format version; raised if an older reader would misread a newer file. */
    static final String VERSION = "2";

    /** The version before nested layers, when a network was a flat list. Still readable. */
    private static final String FLAT_VERSION = "1";

    private static final String FORMAT_KEY = "inercia.format";
    private static final String ARCHITECTURE_KEY = "inercia.architecture";

    /** The library's records that a file may contain. A test fails if one is missing. */
    static final List<Class<? extends Record>> KNOWN = List.of(
            Architecture.class,
            Sequential.class,
            Residual.class,
            Parallel.class,
            Dense.class,
            Activate.class,
            MinMax.class,
            Standardize.class,
            Destandardize.class,
            Window.class,
            Padding.class,
            Conv2d.class,
            Conv1d.class,
            BatchNorm.class,
            LayerNorm.class,
            GroupNorm.class,
            Dropout.class,
            ChannelDropout.class,
            MaxPool.class,
            AveragePool.class,
            GlobalMaxPool.class,
            GlobalAveragePool.class,
            Flatten.class,
            Reshape.class,
            Elu.class,
            Gelu.class,
            GeluTanh.class,
            HardSigmoid.class,
            Identity.class,
            LeakyRelu.class,
            Mish.class,
            Relu.class,
            Selu.class,
            Sigmoid.class,
            Softmax.class,
            Softplus.class,
            Softsign.class,
            Swish.class,
            Tanh.class,
            Constant.class,
            Glorot.class,
            He.class,
            LeCun.class,
            ScaledNormal.class,
            StandardNormal.class,
            Zeros.class,
            Labels.class);

    private static final Logger LOGGER = LoggerFactory.getLogger(NetworkFile.class);

    private NetworkFile() {}

    /** Warns before training if this network cannot be saved. */
    static void warnIfNotSavable(Architecture architecture) {
        Savable.objection(architecture, KNOWN)
                .ifPresent(why -> LOGGER.warn("This network can be trained, but not saved. {}", why));
    }

    static void save(Network network, Path file, Map<String, String> texts) {
        save(network, file, texts, Map.of(), Digest.SHA_256);
    }

    /**
     * Saves a network as {@link Network#save} does, with additional entries that {@link Network#load} ignores.
     *
     * @param texts by name; names that begin with {@code inercia.}, {@code sha256} and {@code crc32c} are reserved
     * @param more FLOAT or DOUBLE arrays by name; names of the network's parameters are reserved
     * @throws IllegalArgumentException if a layer, activation or initialiser is not a record, or a name is taken
     * @throws UncheckedIOException if the file cannot be written; the old file stays
     */
    public static void save(
            Network network, Path file, Map<String, String> texts, Map<String, INDArray> more, Digest digest) {
        Map<String, String> metadata = new LinkedHashMap<>(texts);
        requireFree(FORMAT_KEY, texts);
        requireFree(ARCHITECTURE_KEY, texts);
        metadata.put(FORMAT_KEY, VERSION);
        metadata.put(ARCHITECTURE_KEY, new RecordCodec(KNOWN).encode(network.architecture()));
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (Segment segment : network.parameters().segments()) {
            requireFree(segment.name(), more);
            arrays.put(segment.name(), network.parameters().get(segment.name()));
        }
        arrays.putAll(more);
        try {
            TensorFile.write(file, metadata, arrays, digest);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot save the network: " + e.getMessage(), e);
        }
    }

    private static void requireFree(String name, Map<String, ?> more) {
        if (more.containsKey(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is where the network itself is saved: choose another name for your own entry");
        }
    }

    static Network load(Path path, List<Class<? extends Record>> custom) {
        return load(path.toString(), () -> TensorFile.read(path), custom);
    }

    static Network load(InputStream in, List<Class<? extends Record>> custom) {
        return load("the stream", () -> TensorFile.read(in, "the stream"), custom);
    }

    /** Opens a file. */
    private interface Source {
        TensorFile open() throws IOException;
    }

    private static Network load(String where, Source source, List<Class<? extends Record>> custom) {
        List<Class<? extends Record>> records = new ArrayList<>(KNOWN);
        records.addAll(custom);
        RecordCodec codec = new RecordCodec(records);
        try {
            TensorFile file = source.open();
            Architecture architecture = architecture(file, where, codec, records);
            // Check the arrays in the file first, so that a forged architecture cannot cause a huge allocation.
            for (Segment segment : architecture.segments()) {
                file.require(segment.name(), architecture.type(), segment);
            }
            if (!file.isVerified()) {
                LOGGER.warn(
                        "{} was written by another tool: its content is not verified. Network.save adds a digest.",
                        where);
            }
            Network network = Network.zeros(architecture);
            for (Segment segment : network.parameters().segments()) {
                file.copy(segment.name(), network.parameters().get(segment.name()));
            }
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load a network: " + e.getMessage(), e);
        }
    }

    private static Architecture architecture(
            TensorFile file, String where, RecordCodec codec, List<Class<? extends Record>> records)
            throws IOException {
        String version = file.metadata().get(FORMAT_KEY);
        String json = file.metadata().get(ARCHITECTURE_KEY);
        if (version == null || json == null) {
            throw new IOException(
                    where + " is a safetensors file without a network's architecture: it was not written by"
                            + " Network.save");
        }
        if (!version.equals(VERSION) && !version.equals(FLAT_VERSION)) {
            throw new IOException(where + " has format version " + Failure.quote(version)
                    + ", this library reads versions up to " + VERSION
                    + ": use the version of the library that wrote it");
        }
        try {
            Architecture architecture = version.equals(FLAT_VERSION)
                    ? new RecordCodec(flat(records))
                            .decode(json, Flat.Architecture.class)
                            .nested()
                    : codec.decode(json, Architecture.class);
            architecture.segments();
            return architecture;
        } catch (RuntimeException | StackOverflowError e) {
            // A forged architecture can overflow the arithmetic of any layer.
            throw new IOException(Failure.message(where, Failure.cause(e)), e);
        }
    }

    /** The same records, with the architecture record of version 1. */
    private static List<Class<? extends Record>> flat(List<Class<? extends Record>> records) {
        List<Class<? extends Record>> flat = new ArrayList<>(records);
        flat.set(flat.indexOf(Architecture.class), Flat.Architecture.class);
        return flat;
    }

    /** Format version 1. Files refer to records by simple name, so this one must be called Architecture too. */
    private static final class Flat {

        private Flat() {}

        /** {@link dev.inercia.nn.Architecture} in version 1, with a list of layers instead of a root layer. */
        record Architecture(Shape input, List<Layer> layers, Activation output, DataType type) {

            dev.inercia.nn.Architecture nested() {
                return new dev.inercia.nn.Architecture(input, layers, output, type);
            }
        }
    }
}
