package dev.inercia.nn.data;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** A data set with class names. */
record Named(Dataset parent, List<String> classNames) implements View {

    Named {
        classNames = ClassNames.requireDifferent(classNames);
        if (parent.classes() != classNames.size()) {
            throw new IllegalArgumentException("Expected a name for each of " + parent.classes() + " classes, but got "
                    + classNames.size() + ": " + classNames);
        }
    }

    @Override
    public Batch batch(int rows, DataType type) {
        return parent.batch(rows, type);
    }

    @Override
    public String toString() {
        return Description.of(this);
    }
}
