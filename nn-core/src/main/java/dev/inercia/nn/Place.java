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
    private final boolean isLast;
    private boolean hasOwnOutput;
    private boolean hasOwnInputGradient;

    private Place(Place parent, Walks sequence, int position, boolean isLast) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.sequence = sequence;
        this.position = position;
        this.isLast = isLast;
    }

    /** The place of the root layer. */
    static Place root() {
        return new Place(null, null, 0, true);
    }

    /** The place of a child. */
    Place child() {
        return new Place(this, null, 0, true);
    }

    /** The place of a child in a sequence. */
    Place child(Walks ofSequence, int at, boolean last) {
        return new Place(this, ofSequence, at, last);
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
        return !isSequence || sibling.position == own.position + (kind == Kind.OUTPUT ? 1 : -1);
    }

    /** True if threads that walk example by example may be at both arrays at the same time. */
    static boolean meet(Place a, Kind kindOfA, Place b, Kind kindOfB) {
        return a.sequence != null
                && a.sequence == b.sequence
                && a.sequence.meet(a.position, kindOfA, b.position, kindOfB);
    }
}
