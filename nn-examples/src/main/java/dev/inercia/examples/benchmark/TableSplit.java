package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A table in two parts, drawn from a seed: three quarters for training, one for testing. Features and target values
 * are standardised by the mean and variance of the first part; class indices and labels are unchanged, and both parts
 * keep the class proportions.
 *
 * @param x the training features
 * @param y the training targets
 * @param testX the test features
 * @param testY the test targets
 */
record TableSplit(float[][] x, float[][] y, float[][] testX, float[][] testY) {

    private static final double TRAINING = 0.75;

    static TableSplit of(TableSet set, double[][] rows, long seed) {
        int columns = rows[0].length - set.targets();
        int[][] parts = split(set, rows, seed);
        float[][][] x = standardised(rows, parts, 0, columns, true);
        float[][][] y = standardised(rows, parts, columns, rows[0].length, set.kind() == TableSet.Kind.VALUES);
        return new TableSplit(x[0], y[0], x[1], y[1]);
    }

    private static int[][] split(TableSet set, double[][] rows, long seed) {
        Map<Double, List<Integer>> strata = new TreeMap<>();
        boolean classes = set.kind() == TableSet.Kind.BINARY || set.kind() == TableSet.Kind.CLASSES;
        for (int row = 0; row < rows.length; row++) {
            double stratum = classes ? rows[row][rows[row].length - 1] : 0;
            strata.computeIfAbsent(stratum, key -> new ArrayList<>()).add(row);
        }
        Random random = new Random(seed);
        List<Integer> training = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (List<Integer> stratum : strata.values()) {
            Collections.shuffle(stratum, random);
            int cut = (int) Math.round(TRAINING * stratum.size());
            training.addAll(stratum.subList(0, cut));
            test.addAll(stratum.subList(cut, stratum.size()));
        }
        Collections.shuffle(training, random);
        return new int[][] {indices(training), indices(test)};
    }

    private static int[] indices(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Standardises columns of both parts by the mean and standard deviation of the first. */
    private static float[][][] standardised(double[][] rows, int[][] parts, int from, int to, boolean standardise) {
        float[][][] values = new float[2][][];
        for (int part = 0; part < 2; part++) {
            values[part] = new float[parts[part].length][to - from];
        }
        for (int column = from; column < to; column++) {
            int c = column;
            double mean = 0;
            double deviation = 1;
            if (standardise) {
                mean = Arrays.stream(parts[0])
                        .mapToDouble(row -> rows[row][c])
                        .average()
                        .orElseThrow();
                double center = mean;
                double variance = Arrays.stream(parts[0])
                        .mapToDouble(row -> Math.pow(rows[row][c] - center, 2))
                        .average()
                        .orElseThrow();
                deviation = variance == 0 ? 1 : Math.sqrt(variance);
            }
            for (int part = 0; part < 2; part++) {
                for (int i = 0; i < parts[part].length; i++) {
                    values[part][i][c - from] = (float) ((rows[parts[part][i]][c] - mean) / deviation);
                }
            }
        }
        return values;
    }
}
