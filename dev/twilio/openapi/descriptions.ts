// Twilio's published descriptions of its APIs, as the npm package `@twilio-alpha/mcp` ships them.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Document, OpenAPIBackend } from "openapi-backend";
import type { Api } from "../rest/places.ts";

const FILES: Record<Api, string> = {
  api: "twilio_api_v2010.json",
  voice: "twilio_voice_v1.json",
  monitor: "twilio_monitor_v1.json",
  routes: "twilio_routes_v2.json",
  trusthub: "twilio_trusthub_v1.json",
  pricing: "twilio_pricing_v1.json",
  numbers: "twilio_numbers_v2.json",
  trunking: "twilio_trunking_v1.json",
  accounts: "twilio_accounts_v1.json",
};

// Twilio says "nullable" of fields of any type, such as a recording's encryption details; the validator takes it for a fault.
function typed(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || "type" in value) return value;
  if (!("nullable" in value) || Array.isArray(value)) return value;
  const { nullable: _any, ...rest } = value;
  return rest;
}

/**
 * Reads one description. Requests come as text, so their values are coerced; answers must have their types already.
 * @throws {Error} when the package is not installed
 */
export async function readDescription(api: Api, kind: "requests" | "answers") {
  const folder = dirname(fileURLToPath(import.meta.resolve("@twilio-alpha/mcp/package.json")));
  const file = join(folder, "twilio-oai", "spec", "json", FILES[api]);
  const definition: Document = JSON.parse(await readFile(file, "utf8"), typed);
  const backend = new OpenAPIBackend({
    definition,
    quick: true,
    strict: false,
    ajvOpts: {
      strict: false,
      validateFormats: false,
      coerceTypes: kind === "requests",
      allErrors: true,
    },
  });
  return await backend.init();
}
