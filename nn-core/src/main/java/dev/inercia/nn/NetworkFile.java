package dev.inercia.nn;

import dev.inercia.nn.activation.*;
import dev.inercia.nn.init.*;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.nn.io.Savable;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
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

/** A network as a file: its architecture as JSON in the header of a tensor file, its parameters as the tensors. */
final class NetworkFile {

    /** The format's version, raised when an older reader would misread a newer file. */
    static final String VERSION = "2";

    /** The version before layers could hold layers: a network was a list of them. Still read. */
    private static final String FLAT_VERSION = "1";

    private static final String FORMAT_KEY = "inercia.format";
    private static final String ARCHITECTURE_KEY = "inercia.architecture";

    /** The records of the library that a file may contain. A test fails if one is missing. */
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

    /** Says so once if this network can be trained but not saved, instead of only after it was trained. */
    static void warnIfNotSavable(Architecture architecture) {
        Savable.objection(architecture, KNOWN)
                .ifPresent(why -> LOGGER.warn("This network can be trained, but not saved. {}", why));
    }

    static void save(Network network, Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT_KEY, VERSION);
        metadata.put(ARCHITECTURE_KEY, new RecordCodec(KNOWN).encode(network.architecture()));
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        network.parameters()
                .segments()
                .forEach(segment ->
                        arrays.put(segment.name(), network.parameters().get(segment.name())));
        try {
            TensorFile.write(file, metadata, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot save the network: " + e.getMessage(), e);
        }
    }

    static Network load(Path path, List<Class<? extends Record>> custom) {
        List<Class<? extends Record>> records = new ArrayList<>(KNOWN);
        records.addAll(custom);
        RecordCodec codec = new RecordCodec(records);
        try {
            TensorFile file = TensorFile.read(path);
            Architecture architecture = architecture(file, path, codec, records);
            // Checked against the arrays that are really there before anything of that size is allocated.
            for (Segment segment : architecture.segments()) {
                file.require(segment.name(), architecture.type(), stored(segment));
            }
            Network network = Network.zeros(architecture);
            for (Segment segment : network.parameters().segments()) {
                file.copy(segment.name(), network.parameters().get(segment.name()));
            }
            return network;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            String where = message.contains(path.toString()) ? "" : path + ": ";
            throw new UncheckedIOException("Cannot load a network: " + where + message, e);
        }
    }

    private static Architecture architecture(
            TensorFile file, Path path, RecordCodec codec, List<Class<? extends Record>> records) throws IOException {
        String version = file.metadata().get(FORMAT_KEY);
        String json = file.metadata().get(ARCHITECTURE_KEY);
        if (version == null || json == null) {
            throw new IOException(
                    path + " is a safetensors file without a network's architecture: it was not written by"
                            + " Network.save");
        }
        if (!version.equals(VERSION) && !version.equals(FLAT_VERSION)) {
            throw new IOException(path + " has format version " + version + ", this library reads versions up to "
                    + VERSION + ": use the version of the library that wrote it");
        }
        try {
            Architecture architecture = version.equals(FLAT_VERSION)
                    ? new RecordCodec(flat(records))
                            .decode(json, Flat.Architecture.class)
                            .nested()
                    : codec.decode(json, Architecture.class);
            architecture.segments();
            return architecture;
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /** The same records, but the architecture as version 1 wrote it. */
    private static List<Class<? extends Record>> flat(List<Class<? extends Record>> records) {
        List<Class<? extends Record>> flat = new ArrayList<>(records);
        flat.set(flat.indexOf(Architecture.class), Flat.Architecture.class);
        return flat;
    }

    /** Version 1: its record has the simple name that the file tells it by. */
    private static final class Flat {

        private Flat() {}

        /** As {@link dev.inercia.nn.Architecture} was: its layers were a list, no layer. */
        record Architecture(Shape input, List<Layer> layers, Activation output, DataType type) {

            dev.inercia.nn.Architecture nested() {
                return new dev.inercia.nn.Architecture(input, layers, output, type);
            }
        }
    }

    /** A parameter that lies column by column is stored as its transpose. */
    private static Shape stored(Segment segment) {
        int[] dimensions = segment.shape().dimensions();
        if (segment.order() == 'f') {
            for (int i = 0, j = dimensions.length - 1; i < j; i++, j--) {
                int swapped = dimensions[i];
                dimensions[i] = dimensions[j];
                dimensions[j] = swapped;
            }
        }
        return Shape.of(dimensions);
    }
}
