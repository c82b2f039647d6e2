package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of pictures, with all that is found in such folders. */
class ImagesTest {

    @TempDir
    private Path root;

    private static byte[] picture(String format, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private Path put(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path put(String path, int red) throws IOException {
        return put(path, picture("png", 5, 4, new Color(red, 0, 0)));
    }

    /** The red of the first pixel of every example, 0 to 255. */
    private static int[] reds(Dataset data) {
        Batch batch = data.batches(data.size()).get(0);
        int[] reds = new int[data.size()];
        Arrays.setAll(reds, i -> Math.round(255 * batch.features().getFloat(i, 0, 0, 0)));
        return reds;
    }

    @Test
    void whatSystemsLeaveIsNoClassAndNoPicture() throws IOException {
        put("b/two.PNG", 2);
        put("b/one.jpeg", picture("jpg", 9, 9, new Color(50, 0, 0)));
        put("a/z.gif", picture("gif", 3, 3, Color.BLACK));
        put("a/deeper/y.bmp", picture("bmp", 3, 3, Color.RED));
        put("a/.DS_Store", new byte[10]);
        put("a/._z.jpg", new byte[10]);
        put("a/Thumbs.db", new byte[10]);
        put("a/notes.txt", new byte[10]);
        put("a/.ipynb_checkpoints/z.png", 9);
        put(".ipynb_checkpoints/z.png", 9);
        put("readme.png", 9);
        Images images = Images.folder(root, 2, 3);
        assertThat(images.dataset()).hasToString("4 examples [2, 3, 3], 2 classes [a, b]");
        assertThat(images.dataset().labels()).containsExactly(0, 0, 1, 1);
        assertThat(images.skipped()).isEmpty();
        assertThat(reds(images.dataset())).startsWith(255, 0).endsWith(2); // a/deeper/y.bmp, a/z.gif, ..., b/two.PNG
        assertThat(PictureFiles.list(root).ignored()).hasToString("{.db=1, .txt=1, hidden=3}");
        assertThat(images).hasToString("Images in " + root + " [2, 3, 3]");
    }

    @Test
    void classesAreNumberedBySortedNames() throws IOException {
        for (String name : List.of("c", "a", "b")) {
            put("train/" + name + "/x.png", 1);
        }
        put("test/c/x.png", 3);
        put("test/a/x.png", 1);
        Images training = Images.folder(root.resolve("train"), 2, 2);
        assertThat(training.dataset().classNames()).containsExactly("a", "b", "c");
        Images test = Images.folder(root.resolve("test"), 2, 2);
        Dataset data = test.classes(training.dataset().classNames()).dataset();
        assertThat(data.labels()).containsExactly(0, 2);
        assertThat(data.classNames()).containsExactly("a", "b", "c");
        put("test/d/x.png", 1);
        assertThatThrownBy(() -> test.classes(List.of("a", "b", "c")).dataset())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Images in %s: expected a subfolder for each of the classes [a, b, c]; found 'd', which is"
                                + " none of them. Move it away, or train with it.",
                        root.resolve("test"));
    }

    @Test
    void numbersAreSortedByValue() throws IOException {
        for (String name : List.of("10", "2", "1")) {
            put(name + "/x.png", Integer.parseInt(name));
        }
        Dataset data = Images.folder(root, 1, 1).dataset();
        assertThat(data.classNames()).containsExactly("1", "2", "10");
        assertThat(reds(data)).containsExactly(1, 10, 2); // by folder
        assertThat(data.labels()).containsExactly(0, 2, 1);
    }

    @Test
    void damagedFilesAreNamedAndSkipped() throws IOException {
        put("a/1.png", 1);
        put("b/2.png", 2);
        byte[] whole = picture("png", 90, 90, Color.PINK);
        Path cut = put("a/cut.png", Arrays.copyOf(whole, whole.length / 2));
        Path empty = put("b/empty.jpg", new byte[0]);
        put("b/3.png", 3);
        Images images = Images.folder(root, 2, 2);
        assertThat(reds(images.dataset())).containsExactly(1, 2, 3);
        assertThat(images.skipped())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Picture " + cut + ": expected a whole image; found one that is damaged"),
                        second -> assertThat(second)
                                .startsWith("Picture " + empty + ": expected an image such as PNG or JPEG; found 0"));
        assertThatThrownBy(() -> images.refusingDamaged().dataset())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(images.skipped().get(0));
    }

    @Test
    void picturesBeyondTheLimitAreReadWhenNeeded() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("a/" + i + ".png", 10 * i);
            put("b/" + i + ".jpg", picture("jpg", 30 + i, 20, new Color(0, 20 * i, 255 - 20 * i)));
        }
        Images images = Images.folder(root, 4, 4);
        Dataset kept = images.dataset();
        Dataset some = images.keeping(7 * 4 * 4 * 3).dataset();
        Dataset none = images.keeping(0).dataset();
        int[] order = {19, 3, 3, 11, 0, 7, 15};
        Batch expected = kept.batch(order.length, org.nd4j.linalg.api.buffer.DataType.DOUBLE);
        expected.gather(order, 0);
        for (Dataset data : List.of(some, none)) {
            Batch batch = data.batch(order.length, org.nd4j.linalg.api.buffer.DataType.DOUBLE);
            batch.gather(order, 0);
            assertThat(batch.features()).isEqualTo(expected.features());
            assertThat(batch.targets()).isEqualTo(expected.targets());
        }
        Files.delete(root.resolve("a/6.png"));
        Files.delete(root.resolve("a/7.png"));
        assertThat(reds(kept)).startsWith(0, 10, 20, 30, 40, 50, 60, 70);
        assertThat(reds(some.subset(0, 7))).containsExactly(0, 10, 20, 30, 40, 50, 60);
        assertThatThrownBy(() -> reds(some))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7.png: expected an image file; found nothing at");
    }

    @Test
    void nothingIsReadBeforeTheDataIsAskedFor() throws IOException {
        Files.createDirectories(root.resolve("a"));
        Images images = Images.folder(root, 2, 2);
        put("a/x.png", 5);
        assertThat(reds(images.dataset())).containsExactly(5);
    }

    @Test
    void onePictureIsReadAsInTheData() throws IOException {
        Path file = put("a/x.jpg", picture("jpg", 33, 21, new Color(200, 100, 50)));
        for (Images images :
                List.of(Images.folder(root, 8, 6), Images.folder(root, 8, 6).grey())) {
            float[] one = images.read(file);
            Dataset data = images.dataset();
            float[] expected = data.batches(1).get(0).features().dup('c').data().asFloat();
            assertThat(one).containsExactly(expected);
        }
        assertThat(Images.folder(root, 8, 6).grey().dataset().features()).isEqualTo(Shape.of(8, 6, 1));
        assertThatThrownBy(() -> Images.folder(root, 8, 6).read(root.resolve("no.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.png: expected an image file; found nothing at");
    }

    /** EXIF orientation 6: the sensor's left side is up. */
    @Test
    void photographsAreUpright() throws IOException {
        BufferedImage lying = new BufferedImage(80, 40, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = lying.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 16, 40);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(lying, "jpg", out);
        byte[] jpeg = out.toByteArray();
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] marked = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, marked, 0, 2);
        System.arraycopy(exif, 0, marked, 2, exif.length);
        System.arraycopy(jpeg, 2, marked, 2 + exif.length, jpeg.length - 2);
        float[] upright = Images.folder(root, 5, 2).grey().read(put("a/x.jpg", marked));
        for (int i = 0; i < upright.length; i++) {
            assertThat(upright[i] > 0.9f).as("pixel %d", i).isEqualTo(i < 2);
            assertThat(upright[i] < 0.1f).as("pixel %d", i).isEqualTo(i >= 2);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreFollowed() throws IOException {
        Path elsewhere = put("store/x.png", 7);
        Path folder = Files.createDirectories(root.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("a"), elsewhere.getParent());
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("b")).resolve("y.png"), elsewhere);
        Dataset data = Images.folder(folder, 1, 1).dataset();
        assertThat(data.classNames()).containsExactly("a", "b");
        assertThat(reds(data)).containsExactly(7, 7);
    }

    @Test
    void foldersWithoutPicturesAreRefused() throws IOException {
        Path missing = root.resolve("missing");
        assertThatThrownBy(() -> Images.folder(missing, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Images: expected a folder with a subfolder for each class; found nothing at %s. Check the"
                                + " path.",
                        missing.toAbsolutePath());
        Path file = put("x.png", 1);
        assertThatThrownBy(() -> Images.folder(file, 2, 2)).hasMessageContaining("found a file at");
        assertThatThrownBy(() -> Images.folder(root, 2, 2).dataset())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Images in %s: expected a subfolder for each class; found none. Move the pictures of each"
                                + " class to a folder of its own.",
                        root);
        put("a/x.png", 1);
        put("b/x.webp", new byte[5]);
        put("b/y.png", new byte[5]);
        Images images = Images.folder(root, 2, 2);
        assertThatThrownBy(images::dataset)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Images in %s: expected pictures in each subfolder; found none in 'b' (in all: 1 damaged,"
                                + " ignored {.webp=1}). Add pictures in a format such as PNG or JPEG, or move it away.",
                        root);
        assertThat(images.classes(List.of("a", "b")).dataset().classes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void sizesAreAtLeastOne(int size) {
        assertThatThrownBy(() -> Images.folder(root, size, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("height")
                .hasMessageContaining(String.valueOf(size));
        assertThatThrownBy(() -> Images.folder(root, 2, size)).hasMessageContaining("width");
        assertThatThrownBy(() -> Images.folder(root, 2, 2).keeping(-1)).hasMessageContaining("keeping");
    }
}
