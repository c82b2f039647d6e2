package dev.inercia.train;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.RecordCodec;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Hash;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Products;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Texts of the settings and data of a training, to check whether two trainings are the same. Compares records by the
 * values of their components. Other objects, such as lambdas, cannot be compared.
 */
final class Fingerprint {

    /** Stands for a lambda or another object that is not a record. */
    static final String UNKNOWN = "not comparable";

    private static final RecordCodec CODEC = new RecordCodec(List.of());
    /** The most examples whose features are hashed. */
    private static final int SAMPLE = 1024;

    private static final int BATCH = 16;
    private static final int CHUNK = 4096;

    private Fingerprint() {}

    /** The settings that must match, by name. */
    static Map<String, String> settings(Training training) {
        Trainer trainer = training.trainer();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("network", text(trainer.network().architecture()));
        texts.put("loss", text(trainer.loss()));
        texts.put("optimizer", text(trainer.optimizer()));
        texts.put("batch size", String.valueOf(trainer.batchSize()));
        texts.put("accumulation", String.valueOf(trainer.accumulation()));
        texts.put("seed", String.valueOf(trainer.seed()));
        texts.put(
                "schedule",
                trainer.schedule()
                        .map(schedule -> text(schedule) + " in " + trainer.scheduleUnit())
                        .orElse("none"));
        texts.put("transforms", texts(trainer.transforms()));
        texts.put("parameter groups", text(trainer.parameterGroups()));
        texts.put("metrics", trainer.metrics().stream().map(Metric::name).collect(Collectors.joining(", ", "[", "]")));
        texts.put("training data", data(training.data()));
        texts.put("validation data", trainer.validation().map(Fingerprint::data).orElse("none"));
        return texts;
    }

    /** What else the bits of a result depend on: the versions of this library and its dependencies, and the machine. */
    static Map<String, String> surroundings() {
        Map<String, String> texts = new LinkedHashMap<>();
        String version = Fingerprint.class.getPackage().getImplementationVersion();
        texts.put("version of Inercia", version == null ? "unknown" : version);
        texts.put("processor", System.getProperty("os.arch"));
        texts.put("threads", String.valueOf(Cores.count()));
        texts.put("products", Products.libraries());
        return texts;
    }

    private static String texts(Collection<?> values) {
        return values.stream().map(Fingerprint::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A record with all its values, or {@link #UNKNOWN}. */
    static String text(Object value) {
        if (value instanceof Record record) {
            try {
                return CODEC.encode(record).replace("\"class\":", "").replace("\"", "");
            } catch (IllegalArgumentException e) {
                return value.getClass().getSimpleName() + ", " + UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    private static String data(Dataset data) {
        return data.size() + " examples " + data.features() + ", targets " + data.targets() + ", " + data.classes()
                + " classes, hash " + Long.toHexString(hash(data));
    }

    /** A hash of all targets, and of features and weights of a sample. */
    private static long hash(Dataset data) {
        long[] hash = new long[1];
        data.forEachTarget((target, row) -> {
            for (double value : target) {
                hash[0] = Hash.mix(hash[0], Double.doubleToRawLongBits(value));
            }
        });
        int[] rows = Sample.rows(data, SAMPLE);
        Batch batch = data.batch(Math.min(BATCH, rows.length), DataType.FLOAT);
        Memory features = Memory.of(batch.features());
        float[] values = new float[CHUNK];
        long result = hash[0];
        for (int from = 0; from < rows.length; from += batch.rows()) {
            // The last rows may be hashed twice, which does no harm.
            batch.gather(rows, Math.min(from, rows.length - batch.rows()));
            for (int at = 0; at < features.length(); at += CHUNK) {
                int count = Math.min(CHUNK, features.length() - at);
                features.get(at, values, 0, count);
                for (int i = 0; i < count; i++) {
                    result = Hash.mix(result, Float.floatToRawIntBits(values[i]));
                }
            }
            double[] weights = batch.weights();
            for (int i = 0; weights != null && i < batch.rows(); i++) {
                result = Hash.mix(result, Double.doubleToRawLongBits(weights[i]));
            }
        }
        return result;
    }
}
