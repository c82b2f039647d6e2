package dev.inercia.nn.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A checksum of a whole {@link TensorFile}, kept in its header. Both detect truncated and altered files; neither proves
 * who wrote one.
 */
public enum Digest {
    /** For files that are kept and passed on: equal digests mean equal content. Source: FIPS 180-4. */
    SHA_256("sha256", "SHA-256", 64) {
        @Override
        Sum begin() {
            MessageDigest sha = sha256();
            return new Sum() {
                @Override
                public void add(byte[] bytes, int count) {
                    sha.update(bytes, 0, count);
                }

                @Override
                public String hex() {
                    return HexFormat.of().formatHex(sha.digest());
                }
            };
        }
    },
    /** For files that are written often, such as checkpoints: a tenth of the time. Source: RFC 3720, appendix B.4. */
    CRC_32C("crc32c", "CRC-32C", 8) {
        @Override
        Sum begin() {
            CRC32C crc = new CRC32C();
            return new Sum() {
                @Override
                public void add(byte[] bytes, int count) {
                    crc.update(bytes, 0, count);
                }

                @Override
                public String hex() {
                    return HexFormat.of().toHexDigits((int) crc.getValue());
                }
            };
        }
    };

    /** The digest of the bytes added so far. */
    interface Sum {

        /** Adds the first bytes of an array. */
        void add(byte[] bytes, int count);

        /** The digest, as in a file's header; nothing can be added afterwards. */
        String hex();
    }

    /** The name of the text in the header. */
    final String key;

    /** What it is called in messages. */
    final String title;

    /** What the digest is computed with in its own place. */
    final String zeros;

    Digest(String key, String title, int length) {
        this.key = key;
        this.title = title;
        zeros = "0".repeat(length);
    }

    abstract Sum begin();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
