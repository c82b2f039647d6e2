package dev.inercia.mnist;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of all files in this package. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256; this one does not", e);
        }
    }
}
