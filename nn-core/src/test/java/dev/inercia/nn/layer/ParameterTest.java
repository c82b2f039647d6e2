package dev.inercia.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private static final Shape SHAPE = Shape.of(2, 3);
    private static final Fans FANS = new Fans(2, 3);

    @Test
    void weightsAndBiasesLieRowByRow() {
        assertThat(Parameter.weight("w", SHAPE, FANS, new Zeros()))
                .isEqualTo(new Parameter("w", SHAPE, 'c', Role.WEIGHT, FANS, new Zeros()));
        assertThat(Parameter.bias("b", SHAPE, FANS, new Zeros()))
                .isEqualTo(new Parameter("b", SHAPE, 'c', Role.BIAS, FANS, new Zeros()));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Parameter.weight(" ", SHAPE, FANS, new Zeros()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a name without dots for a parameter, but got ' '");
        assertThatThrownBy(() -> Parameter.weight("a.b", SHAPE, FANS, new Zeros()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a name without dots for a parameter, but got 'a.b'");
        assertThatThrownBy(() -> new Parameter("w", SHAPE, 'x', Role.WEIGHT, FANS, new Zeros()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter w: order must be 'c' or 'f', but is 'x'");
        assertThatThrownBy(() -> Parameter.weight("w", null, FANS, new Zeros())).hasMessage("shape");
        assertThatThrownBy(() -> Parameter.weight("w", SHAPE, null, new Zeros()))
                .hasMessage("fans");
        assertThatThrownBy(() -> Parameter.weight("w", SHAPE, FANS, null)).hasMessage("initializer");
    }

    @Test
    void axesInOtherToolsAreThoseOfTheShape() {
        Parameter weight = Parameter.weight("w", SHAPE, FANS, new Zeros());
        assertThat(weight.shapeThere()).isEqualTo(SHAPE);
        assertThat(weight.nameThere()).isEqualTo("w");
        Parameter turned = weight.interchange(Interchange.axes(1, 0).features(0).named("v"));
        assertThat(turned.shapeThere()).isEqualTo(Shape.of(3, 2));
        assertThat(turned.nameThere()).isEqualTo("v");
        assertThat(turned.interchange().places(SHAPE, null)).containsExactly(0, 2, 4, 1, 3, 5);
        assertThat(turned.interchange().places(SHAPE, new int[] {1, 0})).containsExactly(1, 3, 5, 0, 2, 4);
        assertThatThrownBy(() -> Interchange.axes(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Interchange: expected each axis from 0 to 1 once, but got [0, 2]");
        assertThatThrownBy(() -> weight.interchange(Interchange.axes(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Parameter w: expected axes of its shape [2, 3], but got Interchange[");
    }
}
