// The only file that imports Twilio's voice SDK, and only when the first device is made: the SDK is
// 45 kB and nobody needs it to sign in. Facts: https://www.twilio.com/docs/voice/sdks/javascript and
// the SDK's own source, 2.18.
import type { Call, Device } from "@twilio/voice-sdk";
import { inTime } from "./in-time.ts";
import { keepRing, takeKeptRing } from "./kept-ring.ts";
import { type ChosenIds, routeSound, type SoundRoute } from "./sound-route.ts";
import silenceUrl from "./silence.wav?url&no-inline";
import {
  type OpenDevice,
  type VoiceCall,
  type VoiceCallEvents,
  type VoiceDeviceEvents,
  VoiceFailure,
} from "./voice.ts";

/** `register()` never settles with an expired token or without an answer. */
const registerLimitMs = 10_000;
/** `connect()` waits for signalling, which has no limit of its own. */
const connectLimitMs = 15_000;

/** Every sound that the SDK would fetch from its own host when a device is made. */
const soundNames = [
  "incoming",
  "outgoing",
  "disconnect",
  ...["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "s", "h"].map((key) => `dtmf${key}`),
];

/** The call that rings here, or did. */
let rung: Call | null = null;

// Closed or reloaded, the page must not decline a call that rings: nobody did. The SDK would, as the page goes; this listener
// is older than any of its own. A running call is hung up, unless somebody keeps it.
globalThis.addEventListener("pagehide", (event) => {
  const status: string | undefined = rung?.status();
  const rings = status === "pending" ? rung : null;
  if (rings?.connectToken) {
    const { connectToken, parameters, customParameters } = rings;
    const from = parameters["From"] ?? "";
    keepRing(sessionStorage, { connectToken, from, parameters: [...customParameters] }, Date.now());
  }
  if (leave() || rings) event.stopImmediatePropagation();
});

const leaving = new Set<() => boolean>();

/** Tells everybody; whether one of them wants the running call kept. */
function leave(): boolean {
  return [...leaving].map((run) => run()).includes(true);
}

/**
 * Asks, as the page goes, whether its running call is kept from being hung up.
 * @returns stops
 */
export function onLeave(run: () => boolean): () => void {
  leaving.add(run);
  return () => void leaving.delete(run);
}

/** The SDK's code, a chunk of its own: asked for ahead of time, "Go online" does not wait for it. */
export const loadSdk = () => import("@twilio/voice-sdk");

/**
 * Makes an `OpenDevice`.
 * @param getUserMedia gives the SDK its microphone: the chosen one, which may have been opened already
 * @param chosen the devices that the person chose
 */
export function openWithTwilio(
  getUserMedia: () => Promise<MediaStream>,
  chosen: () => ChosenIds,
): OpenDevice {
  return async (token, events) => {
    const { Device } = await loadSdk();
    let latest = token;
    const options = {
      // Tell two minutes ahead, so that a refresh has time to fail and be tried again.
      tokenRefreshMs: 120_000,
      // After a crash of signalling Twilio says nothing until it gives up; this is when.
      maxCallSignalingTimeoutMs: 15_000,
      closeProtection: true,
      // Otherwise most signalling errors read 53000 or 31005.
      enableImprovedSignalingErrorPrecision: true,
      // A second call is told of; it is answered by another device, since accepting it here would hang up the first.
      allowIncomingWhileBusy: true,
      // The SDK waits for its ringtone before it tells of a call: 2 s when its host is unreachable.
      sounds: Object.fromEntries(soundNames.map((name) => [name, silenceUrl])),
      getUserMedia,
      logLevel: "silent",
    } satisfies Device.Options;
    const make = () => silent(new Device(latest, options), chosen);
    const { device, route } = make();
    const besides = new Set<Routed>();

    /** Takes a call that rings, by the token of its invitation, on a device of its own: that one rings nobody. */
    async function connectBeside(connectToken: string): Promise<VoiceCall> {
      const beside = make();
      besides.add(beside);
      const end = () => {
        besides.delete(beside);
        beside.device.destroy();
      };
      // The call tells of it, too.
      beside.device.on("error", () => {});
      beside.route?.begin();
      try {
        const call = await asked(
          "connect",
          beside.device.connect({ connectToken }),
          connectLimitMs,
        );
        // Once the SDK is through with it.
        call.on("disconnect", () => queueMicrotask(end));
        return wrapCall(call, beside.route, connectBeside);
      } catch (error) {
        end();
        throw error;
      }
    }

    return {
      ...wrapDevice({ device, route }, events, connectBeside),
      rungBefore: () => takeKeptRing(sessionStorage, Date.now(), connectBeside),
      updateToken(renewed: string) {
        latest = renewed;
        for (const one of [device, ...[...besides].map((beside) => beside.device)]) {
          one.updateToken(renewed);
        }
      },
      followSound() {
        for (const one of [route, ...[...besides].map((beside) => beside.route)]) one?.follow();
      },
      destroy() {
        for (const beside of besides) beside.device.destroy();
        device.destroy();
      },
    };
  };
}

/** A device with its microphone and speaker as the person chose them. */
interface Routed {
  device: Device;
  route: SoundRoute | null;
}

/** Without the SDK's own sounds. */
function silent(device: Device, chosen: () => ChosenIds): Routed {
  device.audio?.incoming(false);
  device.audio?.outgoing(false);
  device.audio?.disconnect(false);
  const route = device.audio ? routeSound(device.audio, () => device.isBusy, chosen) : null;
  // Told after the SDK has looked for itself.
  if (route) device.audio?.on("deviceChange", route.follow);
  return { device, route };
}

type ConnectBeside = (connectToken: string) => Promise<VoiceCall>;

function wrapDevice(
  { device, route }: Routed,
  events: VoiceDeviceEvents,
  connectBeside: ConnectBeside,
) {
  device.on("registered", events.registered);
  device.on("unregistered", events.unregistered);
  device.on("tokenWillExpire", events.tokenWillExpire);
  device.on("error", (error: unknown) => events.failed(codeOf(error) ?? 0));
  device.on("incoming", (call: Call) => {
    rung = call;
    events.incoming(wrapCall(call, route, connectBeside));
  });
  const state = (): string => device.state;
  return {
    async register() {
      if (state() === "registered") return;
      const registering = state() === "registering" ? whenSettled(device) : device.register();
      await asked("register", registering, registerLimitMs);
    },
    isRegistered: () => state() === "registered",
    async connect(params: Record<string, string>) {
      route?.begin();
      const connecting = device.connect({ params });
      try {
        return wrapCall(await asked("connect", connecting, connectLimitMs), route, connectBeside);
      } catch (error) {
        // Too late is too late: a call that comes up after all must not talk to nobody.
        void connecting.then((call) => call.disconnect(), () => {});
        throw error;
      }
    },
  };
}

/** The SDK registers again by itself after it lost signalling, and refuses to be asked meanwhile. */
function whenSettled(device: Device): Promise<void> {
  return new Promise((resolve, reject) => {
    device.once("registered", resolve);
    device.once("unregistered", reject);
  });
}

function wrapCall(
  call: Call,
  route: SoundRoute | null,
  connectBeside: ConnectBeside,
): VoiceCall {
  let isBeside = false;
  return {
    sid: () => call.parameters["CallSid"] ?? null,
    from: call.parameters["From"] ?? "",
    parameters: call.customParameters,
    listen: (events) => listen(call, events, route, () => isBeside),
    accept() {
      route?.begin();
      call.accept();
    },
    async acceptBeside() {
      isBeside = true;
      // Every invitation has one.
      return await connectBeside(call.connectToken ?? "");
    },
    reject: () => call.reject(),
    hangUp: () => call.disconnect(),
    mute: (muted) => call.mute(muted),
    sendDigits: (digits) => call.sendDigits(digits),
  };
}

function listen(
  call: Call,
  events: Partial<VoiceCallEvents>,
  route: SoundRoute | null,
  /** It goes on at another device, and its end here says nothing. */
  isBeside: () => boolean,
): void {
  let closed = false;
  const close = (cause: "disconnect" | "cancel" | "transport") => {
    if (closed || isBeside()) return;
    closed = true;
    route?.end();
    events.closed?.(cause);
  };
  call.on("ringing", (earlyMedia: boolean) => events.ringing?.(earlyMedia));
  call.on("accept", () => {
    // A device that is new has found its loudspeakers only now.
    route?.follow();
    events.opened?.();
  });
  call.on("disconnect", () => close("disconnect"));
  call.on("cancel", () => close("cancel"));
  call.on("transportClose", () => {
    // With a reconnect token the SDK goes on by itself and says `reconnecting`.
    const status: string = call.status();
    if (status === "closed") close("transport");
  });
  call.on("error", (error: unknown) => events.failed?.(codeOf(error) ?? 0));
  call.on("reconnecting", () => events.reconnecting?.());
  call.on("reconnected", () => events.reconnected?.());
  call.on("mute", (muted: boolean) => events.muted?.(muted));
  call.on("volume", (you: number, them: number) => events.volume?.(you, them));
  call.on("warning", (name: string) => events.warning?.(name, true));
  call.on("warning-cleared", (name: string) => events.warning?.(name, false));
}

async function asked<T>(action: string, promise: Promise<T>, limitMs: number): Promise<T> {
  try {
    return await inTime(promise, limitMs, action);
  } catch (error) {
    if (error instanceof VoiceFailure) throw error;
    throw new VoiceFailure(action, codeOf(error) ?? "unknown");
  }
}

function codeOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "number" ? error.code : null;
}
