import type { ErrorAnswer, ErrorDetail } from "../contracts/error_answer.ts";
import { type ErrorCode, errors } from "../contracts/errors.ts";

/**
 * The answer to a person or a script: the error's code, its words and what to do next.
 * @param allow the methods of the address, where it is about them
 */
export function errorAnswer(
  code: ErrorCode,
  detail: ErrorDetail = {},
  allow = "POST",
): Response {
  const { status, message, next } = errors[code];
  const body: ErrorAnswer = { error: { code, message, next, ...detail } };
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-store", ...(code === "E-METHOD" ? { allow } : {}) },
  });
}

/** Tokens and tickets must not stay in any cache. */
export function jsonAnswer(body: unknown): Response {
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}

/** A document for Twilio. A status other than 200 makes Twilio turn to the fallback URL. */
export function twimlAnswer(document: string, status = 200): Response {
  return new Response(document, { status, headers: { "content-type": "text/xml; charset=utf-8" } });
}
