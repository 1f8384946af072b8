// Says that the page of a running call is there. Whoever does not hear it for 7 s takes the page for lost, and the other
// side hears music.
import type { SupabaseClient } from "@supabase/supabase-js";
import { onLeave } from "../device.ts";
import BeatWorker from "./beat.worker.ts?worker";

/** The part of the client that can be asked without waiting: a page that goes waits for nothing. */
type Line = Pick<SupabaseClient["realtime"], "endPoint" | "apiKey" | "accessTokenValue">;

/** A beat that waited longer than this for the main thread proves nothing. */
const freshForMs = 2_000;

/**
 * Beats at once, and then every 3 s, also in a hidden tab; as the page goes it says so.
 * @param keepsLine whether the SDK is to be kept from hanging up as the page goes: a call out would end with it
 * @returns stops
 */
export function beatCall(
  client: SupabaseClient,
  callId: number,
  keepsLine: () => boolean,
): () => void {
  const beat = async () => {
    const { error } = await client.rpc("beat_call", { call_id: callId });
    if (error) console.warn(`Cannot beat for call ${callId}: ${error.message}`);
  };
  const worker = new BeatWorker();
  worker.addEventListener("message", ({ data }: MessageEvent<number>) => {
    if (Date.now() - data <= freshForMs) void beat();
  });
  void beat();
  const stopAsking = onLeave(() => {
    sayLeaving(client.realtime, callId);
    return keepsLine();
  });
  return () => {
    worker.terminate();
    stopAsking();
  };
}

/** Past the client, which would first look up its session. */
function sayLeaving({ endPoint, apiKey, accessTokenValue }: Line, callId: number): void {
  const url = endPoint.replace(/^ws/, "http").replace(
    /\/realtime\/v1.*$/,
    "/rest/v1/rpc/beat_call",
  );
  void fetch(url, {
    method: "POST",
    keepalive: true,
    headers: {
      "content-type": "application/json",
      "apikey": apiKey ?? "",
      "authorization": `Bearer ${accessTokenValue ?? ""}`,
    },
    body: JSON.stringify({ call_id: callId, leaving: true }),
  }).catch(() => undefined);
}
