import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { stack } from "./stack.ts";

const ControlAnswerSchema = v.looseObject({
  id: v.optional(v.string()),
  to: v.optional(v.string()),
  from: v.optional(v.string()),
  status: v.optional(v.string()),
});

/** Asks the Twilio simulator's script routes. */
export async function control(method: string, path: string, body?: Record<string, unknown>) {
  const response = await fetch(`${stack.twilioUrl}/_control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  assertEquals(response.ok, true, `${method} ${path}: ${response.status} ${text}`);
  return v.parse(ControlAnswerSchema, text === "" ? {} : JSON.parse(text));
}
