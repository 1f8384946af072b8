// What the Voice SDK asks over HTTP besides signalling: Insights and sounds. `voice-sdk-shim.js` sends it under
// `/voice-sdk`; where Twilio's names are mapped to this machine, it comes by its name.

import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";

const SHIM = readFileSync(new URL("voice-sdk-shim.js", import.meta.url));
const SILENCE = silentWave();
const INSIGHTS_HOST = /^eventgw(\.[a-z0-9-]+)*\.twilio\.com$/;
const SOUNDS_HOST = "sdk.twilio.com";
const MAX_SECONDS = { "access-control-max-age": "600" };

/** Serves the shim, Insights (taken and forgotten) and the SDK's sounds (a moment of silence). False: not ours. */
export function handleSdkHttp(request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname } = new URL(request.url ?? "/", "http://simulator");
  if (pathname === "/voice-sdk-shim.js") {
    response.writeHead(200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "cross-origin-resource-policy": "cross-origin",
    }).end(SHIM);
    return true;
  }
  const host = request.headers.host?.replace(/:\d+$/, "") ?? "";
  const insights = pathname.startsWith("/voice-sdk/insights/") || INSIGHTS_HOST.test(host);
  const sounds = pathname.startsWith("/voice-sdk/sounds/") || host === SOUNDS_HOST;
  if (!insights && !sounds) return false;
  // The page is another origin than the simulator, as it is another origin than Twilio.
  response.setHeader("access-control-allow-origin", "*");
  request.resume();
  if (request.method === "OPTIONS") {
    response.writeHead(204, {
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "content-type, x-twilio-token",
      ...MAX_SECONDS,
    }).end();
  } else if (insights) {
    response.writeHead(204).end();
  } else {
    response.writeHead(200, { "content-type": "audio/wav", "cache-control": "max-age=3600" })
      .end(SILENCE);
  }
  return true;
}

/** 20 ms of silence, 8 kHz mono 16 bit. */
function silentWave(): Buffer {
  const bytes = 320;
  const wave = Buffer.alloc(44 + bytes);
  wave.write("RIFF", 0, "ascii");
  wave.writeUInt32LE(36 + bytes, 4);
  wave.write("WAVEfmt ", 8, "ascii");
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(8000, 24);
  wave.writeUInt32LE(16_000, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write("data", 36, "ascii");
  wave.writeUInt32LE(bytes, 40);
  return wave;
}
