package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** A data set derived from another one; delegates to it by default. */
interface View extends Dataset {

    Dataset parent();

    @Override
    default int size() {
        return parent().size();
    }

    @Override
    default Shape features() {
        return parent().features();
    }

    @Override
    default Shape targets() {
        return parent().targets();
    }

    @Override
    default int classes() {
        return parent().classes();
    }

    @Override
    default List<String> classNames() {
        return parent().classNames();
    }

    @Override
    default boolean areValues() {
        return parent().areValues();
    }

    @Override
    default int[] labels() {
        return parent().labels();
    }

    @Override
    default void forEachTarget(ObjIntConsumer<double[]> visitor) {
        parent().forEachTarget(visitor);
    }
}
