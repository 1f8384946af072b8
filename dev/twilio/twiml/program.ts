// Runs documents on a call, one after the other, until the call is over.

import { once } from "../audio/sources.ts";
import type { Call } from "../calls/call.ts";
import { callForm } from "../webhooks/forms.ts";
import type { Form } from "../webhooks/signature.ts";
import { methodOf, resolveUrl } from "./attributes.ts";
import { dial } from "./dial.ts";
import { TwimlFailure } from "./failure.ts";
import { gather } from "./gather.ts";
import { parseTwiml, type Verb } from "./parse.ts";
import { record } from "./record.ts";
import { ask, CONTINUE, type Next, playTo, type Run, type Services, STOP } from "./run.ts";
import { checkTwiml } from "./schema.ts";
import { pause, play, say } from "./sounds.ts";
import type { Start } from "./start.ts";
import { startRecordings } from "./start-recording.ts";
import { beginStep } from "./steps.ts";

export interface Program {
  start: Start;
  /** Asked once when a document cannot be had or run. */
  fallback: { url: string; method: "GET" | "POST" } | null;
  signal: AbortSignal;
  /** A noun's `url` may not dial and gives the leg back at its end; any other document ends the call. */
  kind: "call" | "whisper";
  /** The API gave a running call the first document. */
  isUpdate: boolean;
}

/** Documented. */
const LARGEST_BYTES = 64 * 1024;

const APOLOGY = "We are sorry, an application error has occurred. Goodbye.";

/** Runs a program; resolves when it is through, replaced, or the call over. Never rejects for what a document says. */
export async function runProgram(call: Call, program: Program, services: Services): Promise<void> {
  const { signal, isUpdate } = program;
  const run: Run = { call, services, signal, base: "", isUpdate, lastDial: null };
  let start: Start | null = program.start;
  let fallback = program.fallback;
  while (start !== null && !program.signal.aborted) {
    const at: Start = start;
    try {
      start = await runDocument(run, at, program.kind);
      run.isUpdate = false;
    } catch (error) {
      if (!(error instanceof TwimlFailure)) throw error;
      const { code, message } = error;
      const asked = at.kind === "url" ? { url: at.url.split("#")[0] ?? "", method: at.method } : {};
      services.log("twiml error", { call: call.sid, code, message, ...asked });
      if (program.signal.aborted) return;
      if (fallback === null) return await apologise(run);
      const fields: Form = {
        ErrorCode: String(code),
        ErrorUrl: asked.url ?? "",
      };
      start = { kind: "url", ...fallback, fields };
      fallback = null;
    }
  }
  if (program.signal.aborted || program.kind === "whisper") return;
  hangUp(run);
}

/** Runs one document; returns the next one, or null at its end. */
async function runDocument(run: Run, start: Start, kind: Program["kind"]): Promise<Start | null> {
  const verbs = start.kind === "inline" ? parseTwiml(start.twiml) : await load(run, start);
  if (run.signal.aborted) return null;
  for (const { code, message } of checkTwiml(verbs)) {
    run.services.log("twiml warning", { call: run.call.sid, code, message });
  }
  if (kind === "whisper" && verbs.some((verb) => verb.name === "Dial")) {
    throw new TwimlFailure(13201, "run on the leg that was dialled");
  }
  run.base = start.kind === "url" ? start.url : "";
  let first = true;
  for (const verb of verbs) {
    if (run.signal.aborted) return null;
    const ended = beginStep(run.call, verb, () => run.services.clock.now());
    const next = await runVerb(run, verb, first).finally(ended);
    first = false;
    if (next.do === "stop") return null;
    if (next.do === "goto") return next.start;
  }
  return null;
}

async function runVerb(run: Run, verb: Verb, first: boolean): Promise<Next> {
  const { call } = run;
  switch (verb.name) {
    case "Say":
      call.answer();
      return await say(run, verb);
    case "Play":
      call.answer();
      return await play(run, verb);
    case "Gather":
      call.answer();
      return await gather(run, verb);
    case "Record":
      call.answer();
      return await record(run, verb);
    case "Pause":
      // Documented: a Pause that comes first rings on before the call is answered.
      if (!first) call.answer();
      return await pause(run, verb);
    case "Start":
      return startRecordings(run, verb);
    case "Dial":
      return await dial(run, verb);
    case "Redirect": {
      const url = resolveUrl(verb.text || run.base, run.base);
      if (url === null) throw new TwimlFailure(11200, "Redirect names no URL");
      return {
        do: "goto",
        start: { kind: "url", url, method: methodOf(verb.attributes["method"]) },
      };
    }
    case "Reject":
      // Documented: without an answer only as the first verb. That "rejected" ends as no-answer is assumed.
      if (call.status !== "ringing") return CONTINUE;
      call.end("twiml", verb.attributes["reason"] === "busy" ? "busy" : "no-answer");
      return STOP;
    default:
      hangUp(run);
      return STOP;
  }
}

/** Assumed: a call whose only Dial went unanswered ends like it; any other is answered, then ended (documented for
 * Hangup). */
function hangUp(run: Run): void {
  if (run.lastDial === null) run.call.answer();
  run.call.end("twiml", run.lastDial ?? "completed");
}

async function apologise(run: Run): Promise<void> {
  run.call.answer();
  const samples = await run.services.speaker.say({ text: APOLOGY, language: "", voice: "" });
  await playTo(run, once(samples));
  run.call.end("twiml");
}

async function load(run: Run, start: Start & { kind: "url" }): Promise<Verb[]> {
  const result = await ask(run, start, callForm(run.call));
  if (result.kind !== "answer") throw new TwimlFailure(11200, `${start.url}: ${result.message}`);
  if (result.status < 200 || result.status > 299) {
    throw new TwimlFailure(11200, `${start.url} answered ${result.status}`);
  }
  if (result.bytes.length > LARGEST_BYTES) {
    throw new TwimlFailure(11750, `${start.url} answered ${result.bytes.length} bytes`);
  }
  const text = new TextDecoder().decode(result.bytes);
  const type = result.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "text/plain") return [{ name: "Say", attributes: {}, children: [], text }];
  if (!["text/xml", "application/xml", "text/html"].includes(type)) {
    throw new TwimlFailure(12300, `${start.url} answered ${type || "no type"}`);
  }
  return parseTwiml(text);
}
