import type { MicrophoneMeter } from "./microphone-meter.ts";
import type { PhoneEvent } from "./events.ts";
import type { Meters } from "./phone-state.ts";
import { qualityOf } from "./quality.ts";
import { openEventLog } from "./event-log.ts";
import type { PhoneServer } from "./server.ts";
import type { VoiceCall } from "./voice.ts";

/** Meters move at 10 Hz; the SDK measures twice as often. */
const meterEveryMs = 100;
/** Louder than a silent line's comfort noise, by the SDK's scale of 0 to 1. */
const audible = 0.02;
/** `heard` is only needed to the second. */
const heardEveryMs = 1_000;

/** Twilio reports the ringing over there within this time of its first sound. */
const lineHeardAfterMs = 1_500;

interface Following {
  key: string;
  server: Pick<PhoneServer, "recordEvents">;
  callId: () => number | null;
  dispatch: (event: PhoneEvent) => void;
  onMeters: (meters: Meters) => void;
  /** The microphone itself: the SDK's measure is nought while it mutes. */
  listenIn: () => MicrophoneMeter | null;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  /** After the end was dispatched. */
  onClosed: () => void;
}

/** The line of one call, as the browser's own network decides over it. */
export interface Line {
  /** Believed at once: the SDK needs 12 s to notice. */
  networkLost: () => void;
  /** Back before the SDK noticed, it has nothing to reconnect; else it says so itself when it has. */
  networkBack: () => void;
}

/** Turns what the SDK tells about one call into events, meters and records. */
export function followVoice(voice: VoiceCall, { key, dispatch, now, ...deps }: Following): Line {
  const record = openEventLog(deps.server, deps.callId, deps.after);
  const warnings = new Set<string>();
  let meteredAt = 0;
  let heardAt = 0;
  let isMuted = false;
  let isReconnecting = false;
  let meter: MicrophoneMeter | null = null;
  const setMuted = (muted: boolean) => {
    isMuted = muted;
    if (muted) return;
    meter?.close();
    meter = null;
  };
  const note = (kind: string, detail?: string | number | boolean) =>
    record.note({ kind, at: now(), ...(detail === undefined ? {} : { detail }) });

  voice.listen({
    ringing(earlyMedia) {
      note("ringing", earlyMedia);
      dispatch({ type: "ringing", key, earlyMedia, at: now() });
      // Their ringing tone is early media too: only when nothing rings there it is something to hear.
      if (earlyMedia) {
        deps.after(lineHeardAfterMs, () => dispatch({ type: "line-heard", key, at: now() }));
      }
    },
    opened() {
      note("opened");
      dispatch({ type: "opened", key, at: now() });
    },
    closed(cause) {
      note("closed", cause);
      setMuted(false);
      dispatch({ type: "closed", key, cause, at: now() });
      record.flush();
      deps.onClosed();
    },
    failed(code) {
      note("failed", code);
      dispatch({ type: "failed", key, code: String(code) });
    },
    reconnecting() {
      isReconnecting = true;
      note("reconnecting");
      dispatch({ type: "reconnecting", key, at: now() });
    },
    reconnected() {
      isReconnecting = false;
      note("reconnected");
      dispatch({ type: "reconnected", key });
    },
    muted(muted) {
      note("muted", muted);
      setMuted(muted);
      dispatch({ type: "muted", key, muted });
    },
    volume(you, them) {
      const at = now();
      if (at - meteredAt >= meterEveryMs) {
        meteredAt = at;
        if (isMuted) meter ??= deps.listenIn();
        deps.onMeters({ you: meter?.level() ?? you, them });
      }
      if (them >= audible && at - heardAt >= heardEveryMs) {
        heardAt = at;
        dispatch({ type: "heard", key, at });
      }
    },
    warning(name, active) {
      note(active ? "warning" : "warning-cleared", name);
      if (active) warnings.add(name);
      else warnings.delete(name);
      dispatch({ type: "quality", key, quality: qualityOf(warnings) });
    },
  });
  return {
    networkLost: () => dispatch({ type: "reconnecting", key, at: now() }),
    networkBack() {
      if (!isReconnecting) dispatch({ type: "reconnected", key });
    },
  };
}
