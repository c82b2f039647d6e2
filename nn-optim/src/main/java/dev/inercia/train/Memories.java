package dev.inercia.train;

import dev.inercia.nn.io.RecordCodec;
import dev.inercia.optim.Stateful;
import dev.inercia.optim.gradient.GradientTransform;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The state of the listeners and gradient transforms of a training. */
final class Memories {

    /**
     * A part of a training that can have state: a listener, a transform, the findings, or the last evaluation.
     *
     * @param key its kind, its class, and its number among those of the same class
     * @param description the object that the trainer holds; null for the training's own parts
     * @param bound its bound form, which holds the state
     */
    record Member(String key, Object description, Object bound) {

        boolean isStateful() {
            return bound instanceof Stateful<?>;
        }

        /** The state now, as a text that was read back and compared. */
        String checkedText() {
            Record state = ((Stateful<?>) bound).state();
            return codec(state.getClass()).encode(state);
        }

        /** The state now, as a text. */
        String text() {
            return RecordCodec.write(((Stateful<?>) bound).state());
        }

        Map<String, INDArray> arrays() {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            ((Stateful<?>) bound).arrays().forEach((name, array) -> arrays.put(key + "/" + name, array));
            return arrays;
        }

        /** Restores the state from a text; the caller then fills {@link #arrays}. */
        void restore(String text) {
            decode((Stateful<?>) bound, text);
        }

        @SuppressWarnings("unchecked")
        private static <S extends Record> void decode(Stateful<S> stateful, String text) {
            Class<S> type = (Class<S>) stateful.state().getClass();
            stateful.restore(codec(type).decode(text, type));
        }

        /** The class name for messages. */
        static String name(String key) {
            return key.replaceFirst("#.*", "").replaceFirst(".*[./]", "");
        }
    }

    static final String FINDINGS = "findings";
    static final String VALIDATION = "validation";
    static final String LISTENER = "listener/";
    static final String TRANSFORM = "transform/";

    private final Trainer trainer;
    private final List<Member> members = new ArrayList<>();

    Memories(
            Trainer trainer,
            Findings findings,
            Validation validation,
            List<Listener> listeners,
            List<GradientTransform.Bound> transforms) {
        this.trainer = trainer;
        members.add(new Member(FINDINGS, null, findings));
        members.add(new Member(VALIDATION, null, validation));
        Map<String, Integer> counts = new HashMap<>();
        BiFunction<String, Object, String> key = (kind, description) -> {
            String name = kind + description.getClass().getName();
            return name + "#" + counts.merge(name, 1, Integer::sum);
        };
        for (int i = 0; i < listeners.size(); i++) {
            Listener description = trainer.listeners().get(i);
            members.add(new Member(key.apply(LISTENER, description), description, listeners.get(i)));
        }
        for (int i = 0; i < transforms.size(); i++) {
            GradientTransform description = trainer.transforms().get(i);
            members.add(new Member(key.apply(TRANSFORM, description), description, transforms.get(i)));
        }
    }

    /** The members with state that can be saved, in order. */
    List<Member> stateful() {
        return members.stream().filter(Member::isStateful).toList();
    }

    /** The descriptions of the stateful listeners and transforms, by key. */
    Map<String, String> descriptions() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Member member : stateful()) {
            if (member.description() != null) {
                texts.put(member.key(), Fingerprint.text(member.description()));
            }
        }
        return texts;
    }

    /**
     * Rejects a training with a listener, transform or schedule whose state cannot be saved.
     *
     * @throws IllegalArgumentException if there is one; the message names class and field
     */
    void requireSavable() {
        for (Member member : members) {
            if (!member.isStateful()) {
                requireConstant(member.bound());
            }
        }
        trainer.schedule().ifPresent(Memories::requireConstant);
    }

    private static void requireConstant(Object object) {
        if (object.getClass().isHidden()) {
            return; // a lambda
        }
        for (Class<?> type = object.getClass(); type != null && !type.isRecord(); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean isMemory = !Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.isSynthetic()
                        && (!Modifier.isFinal(modifiers) || isContainer(field, object));
                if (isMemory) {
                    throw new IllegalArgumentException(
                            "Checkpoints cannot save what " + object.getClass().getName()
                                    + " remembers in its field '" + field.getName()
                                    + "', so a resumed training would differ: implement dev.inercia.optim.Stateful (the javadoc"
                                    + " of Listener shows where), or declare the field transient if it may begin anew");
                }
            }
        }
    }

    /** True if a final field refers to an array or container, which can still change unless it is unmodifiable. */
    private static boolean isContainer(Field field, Object object) {
        try {
            Object value = field.trySetAccessible() ? field.get(object) : null;
            Class<?> type = value == null ? field.getType() : value.getClass();
            return type.isArray()
                    || type.getPackageName().equals("java.util.concurrent.atomic")
                    || (value instanceof Collection || value instanceof Map) && Modifier.isPublic(type.getModifiers());
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private static RecordCodec codec(Class<? extends Record> type) {
        Set<Class<? extends Record>> found = new HashSet<>();
        collect(type, found);
        return new RecordCodec(found);
    }

    /** The records that a record may contain, by the types of its components. */
    private static void collect(Type type, Set<Class<? extends Record>> found) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, found);
            }
        } else if (type instanceof Class<?> c && c.isRecord() && found.add(c.asSubclass(Record.class))) {
            for (RecordComponent component : c.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
