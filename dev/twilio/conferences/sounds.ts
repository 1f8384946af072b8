// What plays to people who wait, are on hold or hear an announcement: the built-in music, a sound file, or a small
// document.

import type { Account } from "../accounts/resources.ts";
import { holdMusic } from "../audio/music.ts";
import { FRAME_MS, FRAME_SAMPLES, type Source } from "../audio/pcm.ts";
import { readSound } from "../audio/sound-file.ts";
import { once, repeat, sequence, silence } from "../audio/sources.ts";
import type { Call } from "../calls/call.ts";
import type { Log } from "../log.ts";
import type { Speaker } from "../speech/speaker.ts";
import { methodOf, wholeNumber } from "../twiml/attributes.ts";
import { parseTwiml, type Verb } from "../twiml/parse.ts";
import type { Form } from "../webhooks/signature.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { SoundOrder } from "./order.ts";

/** One document or file, ready to play. */
export interface Loaded {
  /** From beginning to end; each call makes it anew. */
  source: () => Source;
  /** Whether there is nothing to be heard in it. */
  empty: boolean;
  /** Where its Redirect leads; null where it has none. */
  next: SoundOrder | null;
}

export interface Sounds {
  /** Asks for a sound; null, and an entry in the log, when it cannot be had or played. */
  load(account: Account, sound: SoundOrder, fields: Form): Promise<Loaded | null>;
  /**
   * Plays to the leg until `signal` aborts. A file and a document are played once, and what follows is silence, unless a
   * Redirect or `loop="0"` goes on (documented for waitUrl, seen live by others for a file as holdUrl). `null` is the
   * built-in music, which also takes the place of what cannot be played (assumed); an empty URL is silence.
   * @param loaded the sound, where it was loaded already
   */
  play(
    call: Call,
    sound: SoundOrder | null,
    fields: Form,
    signal: AbortSignal,
    loaded?: Loaded | null,
  ): Promise<void>;
  /** The sound from beginning to end, null when it cannot be played. */
  once(account: Account, sound: SoundOrder, fields: Form): Promise<Source | null>;
}

export interface SoundsOptions {
  webhooks: Webhooks;
  speaker: Speaker;
  log: Log;
}

/** An announcement that redirects more often plays for ever. */
const MOST_REDIRECTS = 10;
/** A shorter document is filled up with silence, so that it is not asked for a hundred times a second. */
const SHORTEST_MS = 1000;
/** Documented: `loop="0"` is a thousand times. */
const FOR_EVER = 1000;

export function createSounds({ webhooks, speaker, log }: SoundsOptions): Sounds {
  async function get(account: Account, { url, method }: SoundOrder, form: Form) {
    const result = await webhooks.ask({ url, method, form, authToken: account.authToken });
    return result.kind === "answer" && result.status >= 200 && result.status < 300 ? result : null;
  }

  async function load(account: Account, sound: SoundOrder, form: Form): Promise<Loaded | null> {
    const fail = (code: number, why: string) => {
      log("twiml warning", { account: account.sid, code, message: `${why} ${sound.url}` });
      return null;
    };
    const found = await get(account, sound, form);
    if (found === null) return fail(11200, "cannot get");
    const file = await readSound(found.bytes);
    if (file !== null) {
      return { source: () => once(file), empty: file.length === 0, next: null };
    }
    const parts: (() => Source)[] = [];
    try {
      for (const verb of parseTwiml(new TextDecoder().decode(found.bytes))) {
        if (verb.name === "Redirect") {
          const method = methodOf(verb.attributes["method"]);
          const next = { url: new URL(verb.text || sound.url, sound.url).href, method };
          return { source: () => inTurn(parts), empty: parts.length === 0, next };
        }
        const part = await read(account, verb, sound.url);
        if (part === null) return fail(13238, `cannot play <${verb.name}> of`);
        parts.push(part);
      }
    } catch (error) {
      return fail(12100, `${error instanceof Error ? error.message : ""}: cannot read`);
    }
    return { source: () => inTurn(parts), empty: parts.length === 0, next: null };
  }

  /** What one verb plays; null when it may not stand here (documented: Gather and the like, 13238) or has no sound. */
  async function read(account: Account, verb: Verb, base: string): Promise<(() => Source) | null> {
    const { attributes, text } = verb;
    const given = wholeNumber(attributes["loop"], 1);
    const looped = (samples: Int16Array) => () =>
      repeat(() => once(samples), given === 0 ? FOR_EVER : given);
    if (verb.name === "Say") {
      const { language = "", voice = "" } = attributes;
      return looped(await speaker.say({ text, language, voice }));
    }
    if (verb.name === "Pause") {
      const seconds = wholeNumber(attributes["length"], 1, 1);
      return () => silence(seconds * 1000);
    }
    if (verb.name !== "Play") return null;
    const found = await get(account, { url: new URL(text, base).href, method: "GET" }, {});
    const samples = found === null ? null : await readSound(found.bytes);
    return samples === null ? null : looped(samples);
  }

  return {
    load,
    async play(call, sound, fields, signal, loaded = null) {
      const toLeg = async (source: Source) => await call.line?.play(source, signal);
      if (sound === null) return await toLeg(holdMusic());
      let next: SoundOrder | null = sound.url === "" ? null : sound;
      let ready = loaded;
      while (next !== null && !signal.aborted && !call.isOver) {
        const found: Loaded | null = ready ?? await load(call.account, next, fields);
        ready = null;
        if (found === null) return await toLeg(holdMusic());
        await toLeg(atLeast(found.source(), SHORTEST_MS));
        next = found.next;
      }
      await toLeg(silence());
    },
    async once(account, sound, fields) {
      const parts: (() => Source)[] = [];
      let next: SoundOrder | null = sound;
      for (let hop = 0; next !== null; hop++) {
        const found: Loaded | null = hop > MOST_REDIRECTS
          ? null
          : await load(account, next, fields);
        if (found === null) return null;
        if (!found.empty) parts.push(found.source);
        next = found.next;
      }
      return parts.length === 0 ? null : inTurn(parts);
    },
  };
}

const inTurn = (parts: readonly (() => Source)[]): Source =>
  sequence(...parts.map((make) => make()));

/** The source, and silence behind it until it is as long. */
function atLeast(source: Source, ms: number): Source {
  let played = 0;
  return () => {
    const frame = source();
    played += FRAME_MS;
    return frame ?? (played <= ms ? new Int16Array(FRAME_SAMPLES) : null);
  };
}
