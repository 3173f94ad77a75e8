package dev.kiln.simulator.media;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws a small picture whose colours and shapes follow from a seed. */
public final class Picture {

    private static final int SIZE = 256;
    private static final int DISCS = 12;

    private Picture() {}

    /** @param format png or jpg */
    public static byte[] draw(long seed, String format) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setPaint(new GradientPaint(0, 0, colour(random), SIZE, SIZE, colour(random)));
        canvas.fillRect(0, 0, SIZE, SIZE);
        for (int i = 0; i < DISCS; i++) {
            int diameter = SIZE / 16 + random.nextInt(SIZE / 4);
            canvas.setColor(colour(random));
            canvas.fillOval(
                    random.nextInt(SIZE) - diameter / 2, random.nextInt(SIZE) - diameter / 2, diameter, diameter);
        }
        canvas.dispose();
        return encode(image, format);
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Color colour(Random random) {
        return Color.getHSBColor(random.nextFloat(), 0.5f + random.nextFloat() / 2, 0.4f + random.nextFloat() / 2);
    }
}
