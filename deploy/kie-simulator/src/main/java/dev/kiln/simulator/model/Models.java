package dev.kiln.simulator.model;

import static dev.kiln.simulator.model.Field.choice;
import static dev.kiln.simulator.model.Field.flag;
import static dev.kiln.simulator.model.Field.number;
import static dev.kiln.simulator.model.Field.text;
import static dev.kiln.simulator.model.Field.url;
import static dev.kiln.simulator.model.Field.urls;
import static dev.kiln.simulator.model.Field.whole;
import static dev.kiln.simulator.model.Field.wholeChoice;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that the simulator knows, as the vendor's pages describe their inputs. */
public final class Models {

    private static final String[] RATIOS = {
        "1:1", "9:16", "16:9", "3:4", "4:3", "3:2", "2:3", "5:4", "4:5", "21:9", "auto"
    };
    private static final int NO_LIMIT = 100_000;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Map<String, Model> byId = new LinkedHashMap<>();

    public Models() {
        kling();
        hailuoAndWan();
        bytedance();
        google();
        flux("flux-kontext-pro");
        flux("flux-kontext-max");
    }

    /** The model with this id, if the family offers it. */
    public Optional<Model> find(Family family, String id) {
        return Optional.ofNullable(byId.get(id)).filter(model -> model.family() == family);
    }

    public List<Model> all() {
        return List.copyOf(byId.values());
    }

    private void add(String id, Family family, Media media, Field... fields) {
        byId.put(id, new Model(id, family, media, List.of(fields)));
    }

    private void kling() {
        add(
                "kling/v2-5-turbo-image-to-video-pro",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 2500).must(),
                url("image_url").must(),
                choice("duration", "5", "10").or("5"),
                text("negative_prompt", 2496).or(""),
                number("cfg_scale", "0", "1").or(HALF),
                url("tail_image_url"));
        add(
                "kling/v2-1-pro",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 5000).must(),
                url("image_url").must(),
                choice("duration", "5", "10").or("5"),
                text("negative_prompt", 500).or(""),
                number("cfg_scale", "0", "1").or(HALF),
                url("tail_image_url").or(""));
    }

    private void hailuoAndWan() {
        add(
                "hailuo/2-3-image-to-video-pro",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 5000).must(),
                url("image_url").must(),
                choice("duration", "6", "10").or("6"),
                choice("resolution", "768P", "1080P").or("768P"),
                flag("nsfw_checker"));
        add(
                "wan/2-5-image-to-video",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 800).must(),
                url("image_url").must(),
                choice("duration", "5", "10").or("5"),
                choice("resolution", "720p", "1080p").or("1080p"),
                text("negative_prompt", 500).or(""),
                flag("enable_prompt_expansion").or(true),
                seed().orNull(),
                flag("nsfw_checker"));
        add(
                "wan/2-2-a14b-image-to-video-turbo",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 5000).must(),
                url("image_url").must(),
                choice("resolution", "480p", "580p", "720p").or("720p"),
                choice("aspect_ratio", "auto", "16:9", "9:16", "1:1").or("auto"),
                flag("enable_prompt_expansion").or(false),
                whole("seed", 0, 2_147_483_647).or(0),
                choice("acceleration", "none", "regular").or("none"),
                flag("nsfw_checker"));
    }

    private void bytedance() {
        add(
                "bytedance/v1-pro-image-to-video",
                Family.JOBS,
                Media.VIDEO,
                text("prompt", 10000).must(),
                url("image_url").must(),
                choice("resolution", "480p", "720p", "1080p").or("720p"),
                choice("duration", "5", "10").or("5"),
                flag("camera_fixed").or(false),
                whole("seed", -1, 2_147_483_647).or(-1),
                flag("enable_safety_checker").or(true),
                flag("nsfw_checker"));
        add(
                "bytedance/seedream-v4-edit",
                Family.JOBS,
                Media.IMAGE,
                text("prompt", 5000).must(),
                urls("image_urls", 10).must(),
                choice(
                                "image_size",
                                "square",
                                "square_hd",
                                "portrait_4_3",
                                "portrait_3_2",
                                "portrait_16_9",
                                "landscape_4_3",
                                "landscape_3_2",
                                "landscape_16_9",
                                "landscape_21_9")
                        .or("square_hd"),
                choice("image_resolution", "1K", "2K", "4K").or("1K"),
                whole("max_images", 1, 6).or(1),
                seed().orNull(),
                flag("nsfw_checker"));
    }

    private void google() {
        add(
                "google/nano-banana-edit",
                Family.JOBS,
                Media.IMAGE,
                text("prompt", 5000).must(),
                urls("image_urls", 10).must(),
                choice("output_format", "png", "jpeg").or("png"),
                choice("image_size", RATIOS).or("1:1"),
                choice("aspect_ratio", RATIOS));
        add(
                "veo3_fast",
                Family.VEO,
                Media.VIDEO,
                text("prompt", NO_LIMIT).must(),
                urls("imageUrls", 3),
                choice("generationType", "TEXT_2_VIDEO", "FIRST_AND_LAST_FRAMES_2_VIDEO", "REFERENCE_2_VIDEO"),
                choice("aspect_ratio", "16:9", "9:16", "Auto"),
                choice("aspectRatio", "16:9", "9:16", "Auto"),
                whole("seeds", 10_000, 99_999),
                flag("enableFallback"),
                flag("enableTranslation"),
                text("watermark", 500),
                choice("resolution", "720p", "1080p", "4k").or("720p"),
                wholeChoice("duration", 4, 6, 8));
    }

    private void flux(String id) {
        add(
                id,
                Family.FLUX,
                Media.IMAGE,
                text("prompt", NO_LIMIT).must(),
                flag("enableTranslation"),
                flag("uploadCn"),
                url("inputImage"),
                choice("aspectRatio", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"),
                choice("outputFormat", "jpeg", "png").or("jpeg"),
                flag("promptUpsampling"),
                whole("safetyTolerance", 0, 6),
                text("watermark", 500));
    }

    /** The vendor bounds no seed of these models: the whole numbers that every JSON reader keeps exact. */
    private static Field seed() {
        return whole("seed", -9_007_199_254_740_991L, 9_007_199_254_740_991L);
    }
}
