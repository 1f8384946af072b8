// What plays to people who wait, are on hold or hear an announcement: the built-in music, a sound file, or a small
// document.

import type { Account } from "../accounts/resources.ts";
import { holdMusic } from "../audio/music.ts";
import { SAMPLE_RATE, samplesIn, type Source } from "../audio/pcm.ts";
import { readSound } from "../audio/sound-file.ts";
import { once, repeat, sequence, silence } from "../audio/sources.ts";
import type { Call } from "../calls/call.ts";
import type { Log } from "../log.ts";
import type { Speaker } from "../speech/speaker.ts";
import { parseTwiml, type Verb } from "../twiml/parse.ts";
import type { Form } from "../webhooks/signature.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { SoundOrder } from "./order.ts";

export interface Sounds {
  /**
   * Plays to the leg until `signal` aborts: a file again and again, a document asked for anew at each end. `null` is the
   * built-in music, which also takes the place of what cannot be played; an empty URL is silence.
   */
  loop(call: Call, sound: SoundOrder | null, fields: Form, signal: AbortSignal): Promise<void>;
  /** The sound from beginning to end, null when it cannot be played. */
  once(account: Account, sound: SoundOrder, fields: Form): Promise<Source | null>;
}

export interface SoundsOptions {
  webhooks: Webhooks;
  speaker: Speaker;
  log: Log;
}

/** A document that redirects more often plays for ever without a sound. */
const MOST_REDIRECTS = 10;
/** A shorter document is filled up with silence, so that it is not asked for a hundred times a second. */
const SHORTEST = SAMPLE_RATE;

export function createSounds({ webhooks, speaker, log }: SoundsOptions): Sounds {
  async function get(account: Account, url: string, method: SoundOrder["method"], form: Form) {
    const result = await webhooks.ask({ url, method, form, authToken: account.authToken });
    return result.kind === "answer" && result.status >= 200 && result.status < 300 ? result : null;
  }

  /** The samples of a file, or of a document from beginning to end. */
  async function load(account: Account, sound: SoundOrder, form: Form) {
    let { url, method } = sound;
    const parts: Int16Array[] = [];
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const found = await get(account, url, method, form);
      if (found === null) return null;
      const file = await readSound(found.bytes);
      if (file !== null) return { kind: "file", samples: file } as const;
      let next: Verb | null = null;
      for (const verb of parseTwiml(new TextDecoder().decode(found.bytes))) {
        if (verb.name === "Redirect") {
          next = verb;
          break;
        }
        const samples = await play(account, verb, url);
        if (samples === null) return null;
        parts.push(samples);
      }
      if (next === null) return { kind: "document", samples: join(parts) } as const;
      url = new URL(next.text || url, url).href;
      method = next.attributes["method"]?.toUpperCase() === "GET" ? "GET" : "POST";
    }
    return null;
  }

  /** One verb's samples; null when it may not stand here (documented: Gather and the like, 13238). */
  async function play(account: Account, verb: Verb, base: string): Promise<Int16Array | null> {
    const { attributes, text } = verb;
    const times = Math.min(20, Math.max(1, Number(attributes["loop"] ?? 1) || 1));
    if (verb.name === "Say") {
      const { language = "", voice = "" } = attributes;
      return join(Array(times).fill(await speaker.say({ text, language, voice })));
    }
    if (verb.name === "Pause") {
      return new Int16Array(samplesIn(1000 * (Number(attributes["length"] ?? 1) || 1)));
    }
    if (verb.name !== "Play") return null;
    const found = await get(account, new URL(text, base).href, "GET", {});
    const samples = found === null ? null : await readSound(found.bytes);
    return samples === null ? null : join(Array(times).fill(samples));
  }

  async function loaded(account: Account, sound: SoundOrder, form: Form) {
    const found = await load(account, sound, form).catch(() => null);
    if (found === null) log("twiml warning", { code: 13238, message: `cannot play ${sound.url}` });
    return found;
  }

  return {
    async loop(call, sound, fields, signal) {
      const play = async (source: Source) => await call.line?.play(source, signal);
      if (sound === null) return await play(holdMusic());
      if (sound.url === "") return await play(silence());
      while (!signal.aborted && !call.isOver) {
        const found = await loaded(call.account, sound, fields);
        if (found === null) return await play(holdMusic());
        const { samples } = found;
        const restMs = (1000 * Math.max(0, SHORTEST - samples.length)) / SAMPLE_RATE;
        const source = () => sequence(once(samples), silence(restMs));
        await play(found.kind === "file" ? repeat(source) : source());
      }
    },
    async once(account, sound, fields) {
      const found = await loaded(account, sound, fields);
      return found === null ? null : once(found.samples);
    },
  };
}

function join(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
