// The call engine: calls begin here, from a browser, from outside or from the API, and documents are set to run.

import { Buffer } from "node:buffer";
import type { Accounts } from "../accounts/accounts.ts";
import type { Application, IncomingNumber } from "../accounts/resources.ts";
import type { Ticker } from "../audio/ticker.ts";
import { type Chosen, createChoices } from "../choices.ts";
import type { Clock } from "../clock.ts";
import { type Conferences, createConferences } from "../conferences/conferences.ts";
import type { Participant } from "../conferences/participant.ts";
import { createSounds } from "../conferences/sounds.ts";
import type { NewSid } from "../ids.ts";
import type { Log } from "../log.ts";
import { createRecordings, type Recordings } from "../recordings/recordings.ts";
import { createSpeaker, type Speaker } from "../speech/speaker.ts";
import { type Program, runProgram } from "../twiml/program.ts";
import type { Services } from "../twiml/run.ts";
import type { Start } from "../twiml/start.ts";
import { inboundFields } from "../webhooks/forms.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { Call } from "./call.ts";
import { createLegMaker } from "./legs.ts";
import { createLegPlacer, type PlacedCall, type PlacedParticipant } from "./placed-leg.ts";
import type { CallOrigin, Clients, OutsideCall, Party } from "./party.ts";
import { type CallRegistry, createCallRegistry } from "./registry.ts";
import { reportLine } from "./status-callbacks.ts";
import { createUserMessages, type UserMessages } from "./user-messages.ts";
import { legRefusal } from "../limits/legs.ts";
import { announceTrial } from "../limits/trial.ts";

export interface Engine extends CallOrigin {
  readonly calls: CallRegistry;
  readonly conferences: Conferences;
  readonly recordings: Recordings;
  readonly messages: UserMessages;
  place(order: PlacedCall): Call;
  /** The conference is made when none of that name is running. */
  placeParticipant(order: PlacedParticipant): Participant;
  /** Gives a running call another document; what it did before ends. */
  redirect(call: Call, start: Start, fallback?: Program["fallback"]): void;
  /** Ends every call. */
  endAll(): void;
}

export interface EngineOptions {
  accounts: Accounts;
  clients: Clients;
  telephone: (number: string, from: string) => Party;
  webhooks: Webhooks;
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  log: Log;
  /** Where the API is reached, without a slash at its end: the beginning of a RecordingUrl. */
  baseUrl?: () => string;
  /** Where recordings are kept over restarts; a temporary folder when none is named. */
  recordingsFolder?: string | undefined;
  /** Default: notes instead of words. */
  speaker?: Speaker;
  /** What scripts chose where Twilio's documents leave something open. */
  choices?: Chosen;
}

const TWILIO_URL = "https://api.twilio.com";

export function createEngine(options: EngineOptions): Engine {
  const { accounts, webhooks, clock, ticker, newSid, log } = options;
  const calls = createCallRegistry();
  const legs = createLegMaker({ ...options, calls, outsideCalls });
  const recordings = createRecordings({
    ...options,
    baseUrl: options.baseUrl ?? (() => TWILIO_URL),
    folder: options.recordingsFolder,
    accountOf: (sid) => accounts.get(sid),
  });
  const placed = createLegPlacer({ ...options, calls, legs, recordings });
  const speaker = options.speaker ?? createSpeaker(null, log);
  const sounds = createSounds({ webhooks, speaker, log });
  const conferences = createConferences({ ...options, recordings, sounds });
  const services: Services & Media = {
    conferences,
    recordings,
    speaker,
    choices: options.choices ?? createChoices(),
    clock,
    log,
    webhooks,
    makeLegs: (parent, orders, callerId) => legs.children(parent, orders, callerId),
    whisper: (call, start) => run(call, start, null, "whisper"),
  };

  const run = (
    call: Call,
    start: Start,
    fallback: Program["fallback"],
    kind: Program["kind"],
    isUpdate = false,
  ) =>
    takeOver(call, async (signal) => {
      if (kind === "call") await announceTrial(call, signal);
      await runProgram(call, { start, fallback, signal, kind, isUpdate }, services);
    });

  /** Lets a leg do something else than before; `work` ends when its signal aborts. */
  async function takeOver(
    call: Call,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController();
    call.program?.abort();
    call.program = abort;
    const signal = AbortSignal.any([abort.signal, call.over]);
    try {
      await work(signal);
    } catch (error) {
      log("defect", {
        call: call.sid,
        message: error instanceof Error ? error.stack ?? "" : String(error),
      });
      call.end("twiml", "failed");
    }
  }

  /** Runs the document of an application or a number; a call that has none is told so. */
  function runVoice(
    call: Call,
    voice: Application | IncomingNumber,
    fields: Record<string, string>,
  ) {
    const fallback = fallbackOf(voice);
    const start: Start = voice.voiceUrl === ""
      ? { kind: "inline", twiml: "<Response><Say>This line is not configured.</Say></Response>" }
      : { kind: "url", url: voice.voiceUrl, method: voice.voiceMethod, fields };
    void run(call, start, fallback, "call");
  }

  function clientCalls(origin: Parameters<CallOrigin["clientCalls"]>[0]) {
    const account = accounts.get(origin.accountSid);
    const app = accounts.application(origin.accountSid, origin.appSid);
    if (account === null || app === null) {
      return { error: { code: 21218, message: "Invalid ApplicationSid" } };
    }
    const refused = legRefusal(account, calls.all());
    if (refused !== null) return { error: refused };
    const call = new Call(
      {
        sid: newSid("CA"),
        account,
        direction: "inbound",
        from: `client:${origin.identity}`,
        to: origin.params["To"] ?? "",
        fields: { ApplicationSid: app.sid },
      },
      clock,
      ticker,
    );
    calls.add(call);
    reportLine(call, [app], webhooks);
    call.originate(origin.party);
    if (!call.isOver) runVoice(call, app, origin.params);
    return { callSid: call.sid };
  }

  function outsideCalls(origin: OutsideCall) {
    const found = accounts.byNumber(origin.to);
    if (found === null) {
      return { error: { code: 21211, message: `Nobody has the number ${origin.to}` } };
    }
    const { account, number } = found;
    const refused = legRefusal(account, calls.all());
    if (refused !== null) {
      log("call refused", { account: account.sid, ...refused });
      return { error: refused };
    }
    const app = accounts.application(account.sid, number.voiceApplicationSid);
    const sid = newSid("CA");
    const fields = inboundFields(origin, Buffer.from(sid).toString("base64url"));
    const call = new Call(
      {
        sid,
        account,
        direction: "inbound",
        from: origin.from,
        to: origin.to,
        phoneNumberSid: number.sid,
        fields: { ...(app === null ? {} : { ApplicationSid: app.sid }), ...fields },
      },
      clock,
      ticker,
    );
    calls.add(call);
    reportLine(call, app === null ? [number] : [number, app], webhooks);
    call.originate(origin.party);
    call.progress(false);
    if (!call.isOver) runVoice(call, app ?? number, {});
    return { callSid: sid };
  }

  const place = (order: PlacedCall): Call =>
    placed.leg(order, (call) => void run(call, order.start, order.fallback, "call"));

  function placeParticipant(order: PlacedParticipant): Participant {
    const { join } = order;
    const call = placed.leg(order, (leg) =>
      void takeOver(leg, async (signal) => {
        const { left } = await conferences.join(leg, join, signal);
        // Nothing comes after the conference, unless the API gave the leg a document.
        if (left !== "redirected") leg.end("twiml");
      }));
    return conferences.expect(call, join, order.earlyMedia);
  }

  return {
    calls,
    conferences,
    recordings,
    messages: createUserMessages(options),
    clientCalls,
    outsideCalls,
    place,
    placeParticipant,
    redirect(call, start, fallback = null) {
      void run(call, start, fallback, "call", true);
      // A child leg leaves its Dial and lives on.
      call.release();
    },
    endAll() {
      for (const call of calls.all()) call.end("control");
    },
  };
}

/** What verbs that make sound and conferences need. */
interface Media {
  conferences: Conferences;
  recordings: Recordings;
  speaker: Speaker;
}

function fallbackOf(voice: Application | IncomingNumber): Program["fallback"] {
  return voice.voiceFallbackUrl === ""
    ? null
    : { url: voice.voiceFallbackUrl, method: voice.voiceFallbackMethod };
}
