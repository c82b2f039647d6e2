package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark contexts of tests: one at a time in a JVM. */
final class Contexts {

    private Contexts() {}

    static <R> R local(String master, Function<JavaSparkContext, R> work) {
        return with(master, new SparkConf(), work);
    }

    static <R> R with(String master, SparkConf conf, Function<JavaSparkContext, R> work) {
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext context = SparkJvm.context(master, conf)) {
            return work.apply(context);
        }
    }

    /** Trains on a partition for each of these. */
    static TrainingResult train(
            JavaSparkContext context,
            Recipe recipe,
            UnaryOperator<AveragedTraining<Integer>> settings,
            Clouds... sources) {
        return settings.apply(new AveragedTraining<>(recipe, PartitionReader.of(List.of(sources))))
                .train(context, PartitionReader.partitions(context, sources.length));
    }

    /** Parameters and running statistics, as bits. */
    static int[] bits(Network network) {
        float[] parameters = network.parameters().flat().toFloatVector();
        float[] buffers = network.parameters().buffers().toFloatVector();
        int[] bits = new int[parameters.length + buffers.length];
        Arrays.setAll(
                bits,
                i -> Float.floatToRawIntBits(i < parameters.length ? parameters[i] : buffers[i - parameters.length]));
        return bits;
    }
}
