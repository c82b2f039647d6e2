package dev.inercia.nn;

/**
 * The position of a layer in a pass, which determines the lifetimes of its arrays.
 *
 * <p>The children of a layer run one after the other, so the private arrays of one are free for the next. The parent
 * reads what a child returns, and may return it as part of its own result. In a sequence the lifetime is shorter: only
 * the next layer reads an output, and only the previous one an input gradient.
 */
final class Place {

    /** The purpose of an array. */
    enum Kind {
        OUTPUT,
        INPUT_GRADIENT,
        /** Used within a single call only. */
        SCRATCH
    }

    private final Place parent;
    private final int depth;
    /** An identity shared by the layers of one sequence; null outside of sequences. */
    private final Walks sequence;

    private final int position;
    /** The position after it; further away for neighbours that are taken together. */
    private final int end;

    private final boolean isLast;
    private boolean hasOwnOutput;
    private boolean hasOwnInputGradient;

    private Place(Place parent, Walks sequence, int position, int end, boolean isLast) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.sequence = sequence;
        this.position = position;
        this.end = end;
        this.isLast = isLast;
    }

    /** The place of the root layer. */
    static Place root() {
        return new Place(null, null, 0, 1, true);
    }

    /** The place of a child. */
    Place child() {
        return new Place(this, null, 0, 1, true);
    }

    /** The place of a child in a sequence. */
    Place child(Walks ofSequence, int at, boolean last) {
        return new Place(this, ofSequence, at, at + 1, last);
    }

    /**
     * The place of neighbours in a sequence that compute one batch in several walks. Their places are within it, those
     * of a sequence in the sequence: what they read is needed until the last walk, what they return from the first one.
     */
    Place repeated(Walks ofSequence, int from, int to, boolean last) {
        Place place = new Place(this, ofSequence, from, to, last);
        place.own(Kind.OUTPUT);
        return place;
    }

    /** The place of the output that a layer reads of the one before it; null if it reads a copy of a few examples. */
    Place read(Place before) {
        if (before.parent == parent) {
            return before;
        }
        return before.parent.parent == parent ? before.parent : null;
    }

    /** Records that the layer returns an array of its own, so that no array of its children is part of its result. */
    void own(Kind kind) {
        hasOwnOutput |= kind == Kind.OUTPUT;
        hasOwnInputGradient |= kind == Kind.INPUT_GRADIENT;
    }

    /** True if an array of this layer may be, or be part of, the result of this ancestor or of the layer itself. */
    boolean isResultOf(Place ancestor, Kind kind) {
        if (kind == Kind.SCRATCH) {
            return false;
        }
        for (Place place = this; place != ancestor; place = place.parent) {
            if (!place.isHandedOn(kind)) {
                return false;
            }
        }
        return true;
    }

    private boolean isHandedOn(Kind kind) {
        boolean ends = sequence == null || (kind == Kind.OUTPUT ? isLast : position == 0);
        return ends && !(kind == Kind.OUTPUT ? parent.hasOwnOutput : parent.hasOwnInputGradient);
    }

    /** True if this is the ancestor or within it. */
    boolean isWithin(Place ancestor) {
        Place place = this;
        while (place.depth > ancestor.depth) {
            place = place.parent;
        }
        return place == ancestor;
    }

    /** True if the lifetimes of two arrays may overlap. */
    static boolean conflict(Place a, Kind kindOfA, Place b, Kind kindOfB) {
        Place atA = a;
        Place atB = b;
        while (atA.depth > atB.depth) {
            atA = atA.parent;
        }
        while (atB.depth > atA.depth) {
            atB = atB.parent;
        }
        if (atA == atB) {
            return true; // the same layer, or a layer and one within it
        }
        while (atA.parent != atB.parent) {
            atA = atA.parent;
            atB = atB.parent;
        }
        return a.isReadDuring(atB, atA, kindOfA) || b.isReadDuring(atA, atB, kindOfB);
    }

    /** True if an array of this layer, which is or is within {@code own}, is read while a sibling of own computes. */
    private boolean isReadDuring(Place sibling, Place own, Kind kind) {
        if (!isResultOf(own, kind)) {
            return false;
        }
        boolean isSequence = own.sequence != null && own.sequence == sibling.sequence;
        return !isSequence || (kind == Kind.OUTPUT ? sibling.position == own.end : sibling.end == own.position);
    }

    /** True if threads that walk example by example may be at both arrays at the same time. */
    static boolean meet(Place a, Kind kindOfA, Place b, Kind kindOfB) {
        return a.sequence != null
                && a.sequence == b.sequence
                && a.sequence.meet(a.position, kindOfA, b.position, kindOfB);
    }
}
