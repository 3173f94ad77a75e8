package dev.kiln.simulator.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jcodec.api.SequenceEncoder;
import org.jcodec.common.Codec;
import org.jcodec.common.Format;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Rational;

/** A clip of less than a second: a bar that moves over a plain ground. Encoded once, kept. */
public final class Clip {

    private static final int WIDTH = 160;
    private static final int HEIGHT = 96;
    private static final int FRAMES = 10;
    private static final int FRAMES_PER_SECOND = 12;
    private static final int MOST_BYTES = 1 << 20;
    private static final byte DARK = -96;
    private static final byte BRIGHT = 96;

    private byte[] encoded;

    /** An MP4 file, H.264; the first call takes a moment. */
    public synchronized byte[] bytes() {
        if (encoded == null) {
            encoded = encode();
        }
        return encoded.clone();
    }

    private static byte[] encode() {
        ByteBuffer file = ByteBuffer.allocate(MOST_BYTES);
        try (ByteBufferSeekableByteChannel channel = ByteBufferSeekableByteChannel.writeToByteBuffer(file)) {
            SequenceEncoder encoder =
                    new SequenceEncoder(channel, Rational.R(FRAMES_PER_SECOND, 1), Format.MOV, Codec.H264, null);
            for (int frame = 0; frame < FRAMES; frame++) {
                encoder.encodeNativeFrame(frame(frame));
            }
            encoder.finish();
            ByteBuffer written = channel.getContents();
            byte[] bytes = new byte[written.remaining()];
            written.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Picture frame(int number) {
        Picture picture = Picture.create(WIDTH, HEIGHT, ColorSpace.RGB);
        byte[] rgb = picture.getPlaneData(0);
        int barFrom = WIDTH * number / FRAMES;
        for (int x = 0; x < WIDTH; x++) {
            boolean bar = x >= barFrom && x < barFrom + WIDTH / FRAMES;
            for (int y = 0; y < HEIGHT; y++) {
                int at = 3 * (y * WIDTH + x);
                rgb[at] = bar ? BRIGHT : DARK;
                rgb[at + 1] = DARK;
                rgb[at + 2] = bar ? DARK : 0;
            }
        }
        return picture;
    }
}
