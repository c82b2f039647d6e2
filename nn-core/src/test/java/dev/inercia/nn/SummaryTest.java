package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.activation.LeakyRelu;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SummaryTest {

    @Test
    void showsTheBooksNetwork() {
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .build();
        assertThat(network.summary()).isEqualTo("""
                        layer            output  parameters    memory
                        input            [784]
                        0 Dense Sigmoid  [30]        23,550  92.0 KiB
                        1 Dense          [10]           310   1.2 KiB
                        output Softmax   [10]
                        total            FLOAT       23,860  93.2 KiB""");
    }

    @Test
    void countsLayersWithoutParametersBuffersAndLargeLayers() {
        Network network = Network.input(1000)
                .layer(new Activate(new Relu()))
                .layer(new Dense(1000, new LeakyRelu()))
                .layer(new RunningMean())
                .type(DataType.DOUBLE)
                .build();
        assertThat(network.summary()).isEqualTo("""
                        layer                          output  parameters   memory
                        input                          [1000]
                        0 Activate Relu                [1000]           0      0 B
                        1 Dense LeakyRelu[slope=0.01]  [1000]   1,001,000  7.6 MiB
                        2 RunningMean                  [1000]       1,000  7.8 KiB
                        output Identity                [1000]
                        total                          DOUBLE   1,002,000  7.6 MiB""");
    }
}
