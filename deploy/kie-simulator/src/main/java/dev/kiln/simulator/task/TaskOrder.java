package dev.kiln.simulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.model.Model;

/**
 * What was ordered.
 *
 * @param input as it came, without defaults
 * @param callbackUrl null if none is wanted
 * @param filesBase where results are served, without a slash at the end
 */
public record TaskOrder(Account account, Model model, ObjectNode input, String callbackUrl, String filesBase) {}
