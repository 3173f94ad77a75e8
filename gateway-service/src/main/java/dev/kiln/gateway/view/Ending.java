package dev.kiln.gateway.view;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import java.time.Instant;
import java.util.List;

/**
 * How a generation ended.
 *
 * @param charge null where nothing was submitted
 * @param failure null unless it failed
 * @param faults what was wrong with the request, empty where that was not the reason
 */
public record Ending(Charge charge, List<Asset> assets, Failure failure, List<Fault> faults, Instant completedAt) {}
