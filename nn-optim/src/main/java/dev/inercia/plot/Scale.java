package dev.inercia.plot;

/** How values are laid out along the vertical axis. */
public enum Scale {
    /** Equal distances for equal differences. */
    LINEAR,
    /** Equal distances for equal ratios; values that are not above 0 are left out. */
    LOGARITHMIC,
    /** Logarithmic if all values are above 0 and the largest is more than twenty times the smallest, else linear. */
    AUTOMATIC
}
