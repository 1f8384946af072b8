// A sound by URL: `HoldUrl` with `HoldMethod`, `AnnounceUrl`, `WaitUrl`.

import type { SoundOrder } from "../conferences/order.ts";
import { invalid } from "./answer.ts";
import { field, methodField, type RestRequest } from "./request.ts";
import { isHttpUrl } from "./voice-settings.ts";

/**
 * Undefined when it was not sent; an empty URL is silence. Documented: without a method, GET for HoldUrl, POST for the
 * others.
 * @throws {Refusal} 21205 for something that is no URL
 */
export function readSound(
  request: RestRequest,
  name: "Hold" | "Announce" | "Wait",
): SoundOrder | undefined {
  const url = field(request, `${name}Url`);
  if (url === undefined) return undefined;
  if (url !== "" && !isHttpUrl(url)) throw invalid(21205, `${name}Url is not a valid URL: ${url}`);
  const method = methodField(request, `${name}Method`, name === "Hold" ? "GET" : "POST");
  return { url, method };
}
