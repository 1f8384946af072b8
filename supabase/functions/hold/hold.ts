import { errorAnswer, twimlAnswer } from "../_shared/http/answer.ts";
import { music } from "./music.gen.ts";

/** Music that changes gets the next number: Twilio and its caches keep this file for long. */
const file = "/hold/music-1.wav";
const wave = Uint8Array.from(atob(music), (character) => character.charCodeAt(0));

const etag = '"music-1"';
const lastModified = new Date("2026-11-29T00:00:00Z");
const cached = {
  etag,
  "last-modified": lastModified.toUTCString(),
  "cache-control": "public, max-age=31536000, immutable",
};

/**
 * What a leg on hold hears. A document that ends leaves silence behind, and a bare file plays once, so this one plays
 * its file over and over (a loop of 0).
 *
 * Constant, like `fallback`: it tells nothing about a call and must not need anything that can be down, so it looks
 * neither at the database nor at the signature. Twilio's caches ask for the file, too, and sign nothing.
 */
export function answerHold(publicUrl: string): (request: Request) => Response {
  const document = '<?xml version="1.0" encoding="UTF-8"?><Response>' +
    `<Play loop="0">${xmlText(publicUrl + file)}</Play></Response>`;
  const routes: Readonly<Record<string, Route>> = {
    "/hold": { methods: ["GET", "HEAD", "POST"], answer: () => twimlAnswer(document) },
    [file]: { methods: ["GET", "HEAD"], answer: answerFile },
  };
  return (request) => {
    const path = new URL(request.url).pathname.replace(/\/$/, "");
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined) return errorAnswer("E-PATH");
    if (!route.methods.includes(request.method)) {
      return new Response(null, { status: 405, headers: { allow: route.methods.join(", ") } });
    }
    return route.answer(request);
  };
}

interface Route {
  methods: readonly string[];
  answer: (request: Request) => Response;
}

function answerFile(request: Request): Response {
  if (isKnown(request.headers)) return new Response(null, { status: 304, headers: cached });
  return new Response(request.method === "HEAD" ? null : wave, {
    headers: { ...cached, "content-type": "audio/wav", "content-length": String(wave.length) },
  });
}

/** Whether the asking cache has this very file; its entity tag counts before its date (RFC 9110, 13.2.2). */
function isKnown(headers: Headers): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null) {
    return tags.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim()));
  }
  const since = headers.get("if-modified-since");
  return since !== null && Date.parse(since) >= lastModified.getTime();
}

const xmlText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
