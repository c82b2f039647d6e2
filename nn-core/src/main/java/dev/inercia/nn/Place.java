package dev.inercia.nn;

/**
 * Where a layer stands among the layers of a pass: tells whose arrays are still read while whose are written.
 *
 * <p>Layers within a layer are computed one after the other, and all that one of them keeps to itself is free for the next.
 * What it hands out is read by the layer around it, and may become part of what that one hands out. In a sequence one knows
 * more: an output is read by the next layer, an input gradient by the one before, and then by nobody.
 */
final class Place {

    /** What an array is for. */
    enum Kind {
        OUTPUT,
        INPUT_GRADIENT,
        /** Of use within a single call. */
        SCRATCH
    }

    private final Place parent;
    private final int depth;
    /** What the members of one sequence have in common; null for a layer that is in none. */
    private final Object sequence;

    private final int position;
    private final boolean isLast;
    private boolean hasOwnOutput;
    private boolean hasOwnInputGradient;

    private Place(Place parent, Object sequence, int position, boolean isLast) {
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.sequence = sequence;
        this.position = position;
        this.isLast = isLast;
    }

    /** The place of the layer that holds all others. */
    static Place root() {
        return new Place(null, null, 0, true);
    }

    /** A layer within this one. */
    Place child() {
        return new Place(this, null, 0, true);
    }

    /** A layer within this one that stands in a sequence. */
    Place child(Object ofSequence, int at, boolean last) {
        return new Place(this, ofSequence, at, last);
    }

    /** The layer has memory of its own for what it hands out: from now on nothing of its children's is part of that. */
    void own(Kind kind) {
        hasOwnOutput |= kind == Kind.OUTPUT;
        hasOwnInputGradient |= kind == Kind.INPUT_GRADIENT;
    }

    /** Whether an array of this layer is, or may be part of, what that layer, itself or one around it, hands out. */
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

    /** Whether this is that layer or within it. */
    boolean isWithin(Place ancestor) {
        Place place = this;
        while (place.depth > ancestor.depth) {
            place = place.parent;
        }
        return place == ancestor;
    }

    /** Whether two arrays may be needed at the same time. */
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
            return true; // of one layer, or of a layer and one within it
        }
        while (atA.parent != atB.parent) {
            atA = atA.parent;
            atB = atB.parent;
        }
        return a.isReadDuring(atB, atA, kindOfA) || b.isReadDuring(atA, atB, kindOfB);
    }

    /** Whether an array of this layer is still read while a sibling of {@code own}, the layer it is in, computes. */
    private boolean isReadDuring(Place sibling, Place own, Kind kind) {
        if (!isResultOf(own, kind)) {
            return false;
        }
        boolean isSequence = own.sequence != null && own.sequence == sibling.sequence;
        return !isSequence || sibling.position == own.position + (kind == Kind.OUTPUT ? 1 : -1);
    }
}
