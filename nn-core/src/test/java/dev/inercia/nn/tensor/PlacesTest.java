package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PlacesTest {

    /** A map that grows is empty for other threads until its entries have moved; here for this thread. */
    private static int sizeWhileAnotherThreadLoads(Pointer pointer) throws ReflectiveOperationException {
        Field field = Loader.class.getDeclaredField("memberOffsets");
        field.setAccessible(true);
        @SuppressWarnings("unchecked")
        Map<Object, Object> sizes = (Map<Object, Object>) field.get(null);
        Map<Object, Object> kept = new HashMap<>(sizes);
        sizes.clear();
        try {
            return pointer.sizeof();
        } finally {
            sizes.putAll(kept);
        }
    }

    private static final class OrdinaryPlace extends FloatPointer {}

    @Test
    void knowsItsSizeWhileAnotherThreadLoadsALibrary() throws ReflectiveOperationException {
        assertThat(sizeWhileAnotherThreadLoads(new OrdinaryPlace()))
                .as("a pointer that asks JavaCPP")
                .isNegative();
        assertThat(sizeWhileAnotherThreadLoads(new Places.FloatPlace())).isEqualTo(4);
        assertThat(sizeWhileAnotherThreadLoads(new Places.DoublePlace())).isEqualTo(8);
    }
}
