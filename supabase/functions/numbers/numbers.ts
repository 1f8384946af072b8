import type { NumbersAnswer, NumbersRequest } from "../_shared/contracts/numbers.ts";
import { readAccountNumbers } from "./account.ts";
import { buy } from "./buy.ts";
import type { NumbersBench } from "./collaborators.ts";
import { putAway, release } from "./remove.ts";
import { readCountries, readRequirements, search } from "./search.ts";

/**
 * Does what an admin asks about numbers. The database checks in each action that the person is an
 * admin, before Twilio is asked anything.
 */
export async function answerNumbers(
  request: NumbersRequest,
  bench: NumbersBench,
): Promise<NumbersAnswer> {
  switch (request.action) {
    case "account":
      return await readAccountNumbers(bench);
    case "countries":
      return await readCountries(bench);
    case "search":
      return await search(bench, request);
    case "requirements":
      return await readRequirements(bench, request);
    case "buy":
      return await buy(bench, request);
    case "release":
      return await release(bench, request.number);
    default:
      return await putAway(bench, request.number);
  }
}
