package dev.inercia.nn.data;

/** Describes a data set in a line of text. */
final class Description {

    private Description() {}

    /** For example {@code 1797 examples [64], 10 classes}. */
    static String of(Dataset data) {
        String text = data.size() + (data.size() == 1 ? " example " : " examples ") + data.features() + ", ";
        if (data.classes() == 0) {
            return text + "targets " + data.targets();
        }
        return text
                + data.classes()
                + (data.classes() == 1 ? " class" : " classes")
                + (data.classNames().isEmpty() ? "" : " " + data.classNames())
                + (data.targets().rank() == 0 ? "" : ", targets " + data.targets());
    }
}
