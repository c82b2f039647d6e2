package dev.inercia.mnist;

/** One of the four files, loaded: its name for error messages, its content, and whether it is the published one. */
final class DigitData {

    private final String name;
    private final IdxArray array;
    private final String sha256;
    private final boolean verified;

    DigitData(String name, IdxArray array, String sha256, boolean verified) {
        this.name = name;
        this.array = array;
        this.sha256 = sha256;
        this.verified = verified;
    }

    String name() {
        return name;
    }

    IdxArray array() {
        return array;
    }

    /** The SHA-256 of the decompressed bytes, in lower-case hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** True if the checksum is that of the published file. */
    boolean verified() {
        return verified;
    }
}
