/**
 * Search and training on Apache Spark, behind the Maven profile {@code spark}: {@link
 * dev.inercia.examples.spark.SparkSearch} trains candidates in executors; {@link
 * dev.inercia.examples.spark.AveragedTraining} trains one network on all partitions of some data.
 * {@link dev.inercia.examples.spark.SparkDigits} shows both.
 *
 * <p>Nothing of the library is shipped but a {@link dev.inercia.examples.spark.Recipe}, a small record, and arrays of
 * floats: networks are built where they train.
 */
package dev.inercia.examples.spark;
