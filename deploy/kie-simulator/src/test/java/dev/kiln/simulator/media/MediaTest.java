package dev.kiln.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void drawsARealPictureThatFollowsFromItsSeed(String format) throws Exception {
        byte[] drawn = Picture.draw(5, format);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn));
        assertThat(image.getWidth()).isEqualTo(256);
        assertThat(drawn).isEqualTo(Picture.draw(5, format)).isNotEqualTo(Picture.draw(6, format));
        assertThat(drawn.length).isLessThan(200_000);
    }

    @Test
    void encodesARealClipOfLessThanASecond() throws Exception {
        byte[] bytes = new Clip().bytes();

        FrameGrab grab =
                FrameGrab.createFrameGrab(ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(bytes)));
        assertThat(grab.getVideoTrack().getMeta().getTotalDuration()).isBetween(0.5, 1.0);
        assertThat(grab.getNativeFrame().getWidth()).isEqualTo(160);
        assertThat(bytes.length).isLessThan(100_000);
    }
}
