package dev.inercia.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * Enumerates all combinations of choices like an odometer, with one wheel per choice in the order they are asked for;
 * the last turns fastest. Which choices a space asks for may depend on the values of earlier ones.
 */
final class Grid implements Choice {

    private final List<Integer> counts = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private int asked;

    @Override
    public int index(int count) {
        if (asked == counts.size()) {
            counts.add(count);
            positions.add(0);
        } else if (counts.get(asked) != count) {
            throw new IllegalArgumentException("A space must ask for the same choices again where those before came out"
                    + " the same, but choice " + asked + " had " + counts.get(asked) + " values and now has " + count
                    + ": let it depend on its choices alone");
        }
        return positions.get(asked++);
    }

    @Override
    public double fraction(int points) {
        return index(points) / (points - 1.0);
    }

    /** Advances to the next combination; false after the last. */
    boolean next() {
        asked = 0;
        while (!positions.isEmpty()) {
            int last = positions.size() - 1;
            int position = positions.get(last) + 1;
            if (position < counts.get(last)) {
                positions.set(last, position);
                return true;
            }
            positions.remove(last);
            counts.remove(last);
        }
        return false;
    }
}
