// `MachineDetection` of a call or a participant that the API makes.

import type { DetectionOrder } from "../calls/machine-detection.ts";
import { invalid } from "./answer.ts";
import { field, flag, methodField, type RestRequest, word } from "./request.ts";
import { isHttpUrl } from "./voice-settings.ts";

/** Null when it is not asked for. Thresholds and timeouts are taken and change nothing. */
export function readDetection(request: RestRequest): DetectionOrder | null {
  const mode = word(request, "MachineDetection", ["Enable", "DetectMessageEnd"]);
  if (mode === undefined) return null;
  const given = field(request, "AsyncAmdStatusCallback") ?? field(request, "AmdStatusCallback");
  const url = given === undefined || given === "" ? null : given;
  if (url !== null && !isHttpUrl(url)) {
    throw invalid(21609, `Invalid 'AmdStatusCallback' URL: ${url}`);
  }
  // A call waits for the result unless AsyncAmd says otherwise; a participant never does (documented).
  const asynchronous = flag(request, "AsyncAmd") ??
    field(request, "AmdStatusCallback") !== undefined;
  const method = methodField(
    request,
    field(request, "AsyncAmdStatusCallback") === undefined
      ? "AmdStatusCallbackMethod"
      : "AsyncAmdStatusCallbackMethod",
    "POST",
  );
  return { mode, asynchronous, callback: url === null ? null : { url, method } };
}
