import { type MicrophoneMeter, openMicrophoneMeter } from "./microphone-meter.ts";

/** Why there is no sound of the person. */
export type MicrophoneProblem =
  | "blocked"
  | "missing"
  /** Another program holds it. */
  | "in-use"
  /** An extension or a policy has taken WebRTC away. */
  | "no-webrtc";

export interface Microphone {
  /** Whether the browser will ask the person. */
  willAsk: () => Promise<boolean>;
  /** Asks for the microphone and lets it go again. */
  check: () => Promise<{ label: string | null } | { problem: MicrophoneProblem }>;
  /** Opens it ahead of a call, while the ticket is on its way. Null when it is open. */
  open: () => Promise<MicrophoneProblem | null>;
  /**
   * Gives the SDK the open microphone, or opens one: the SDK's `getUserMedia`. Which one, the person chose, whatever the
   * SDK asks for: it asks for the system's own whenever any device comes or goes.
   */
  take: () => Promise<MediaStream>;
  /** Hears what the call's microphone hears, muted or not. Null while no call has one. */
  listenIn: () => MicrophoneMeter | null;
  /** Lets go of what was opened and never taken. */
  drop: () => void;
}

/** The part of `navigator` that this needs. */
export interface MediaSource {
  mediaDevices?: Pick<MediaDevices, "getUserMedia">;
  permissions?: Pick<Permissions, "query">;
}

/** Sound needs a microphone and a way out of the browser. */
const hasWebRtc = () => typeof globalThis.RTCPeerConnection === "function";

/** @param chosenId the microphone that the person chose; "" is the system's own */
export function openMicrophone(
  source: MediaSource,
  chosenId: () => string,
  canConnect: () => boolean = hasWebRtc,
): Microphone {
  let opened: Promise<MediaStream> | null = null;
  let taken: MediaStream | null = null;

  const ask = async () => {
    const { mediaDevices } = source;
    // Missing on pages without https.
    if (!mediaDevices) throw new DOMException("", "NotAllowedError");
    const id = chosenId();
    try {
      // An ideal id is not enough: Chromium may open the system's own all the same.
      return await mediaDevices.getUserMedia({ audio: id === "" || { deviceId: { exact: id } } });
    } catch (error) {
      if (id === "" || problemIn(error) === "blocked") throw error;
      // Not plugged in: the system's own does.
      return await mediaDevices.getUserMedia({ audio: true });
    }
  };
  const drop = () => {
    void opened?.then(stop, () => {});
    opened = null;
  };

  return {
    async willAsk() {
      try {
        const answer = await source.permissions?.query({ name: "microphone" });
        return answer?.state === "prompt";
      } catch {
        // Firefox knows no such permission name; then we can't tell.
        return false;
      }
    },
    async check() {
      if (!canConnect()) return { problem: "no-webrtc" };
      try {
        const stream = await ask();
        const label = stream.getAudioTracks()[0]?.label;
        stop(stream);
        return { label: label ? label : null };
      } catch (error) {
        return { problem: problemIn(error) };
      }
    },
    async open() {
      drop();
      if (!canConnect()) return "no-webrtc";
      opened = ask();
      try {
        await opened;
        return null;
      } catch (error) {
        opened = null;
        return problemIn(error);
      }
    },
    async take() {
      if (opened) {
        const stream = opened;
        opened = null;
        return taken = await stream;
      }
      const isMuted = trackOf(taken)?.enabled === false;
      taken = await ask();
      // Whoever changes microphones while muted is not heard for a moment; the SDK mutes the new one too late.
      const track = trackOf(taken);
      if (track && isMuted) track.enabled = false;
      return taken;
    },
    listenIn() {
      let heard = trackOf(taken);
      if (heard?.readyState !== "live") return null;
      let meter = openMicrophoneMeter(heard);
      return {
        level() {
          const track = trackOf(taken);
          if (track && track !== heard) {
            meter.close();
            heard = track;
            meter = openMicrophoneMeter(track);
          }
          return meter.level();
        },
        close: () => meter.close(),
      };
    },
    drop,
  };
}

function trackOf(stream: MediaStream | null): MediaStreamTrack | undefined {
  return stream?.getAudioTracks()[0];
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** https://developer.mozilla.org/docs/Web/API/MediaDevices/getUserMedia, Exceptions */
function problemIn(error: unknown): MicrophoneProblem {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "blocked";
  return name === "NotReadableError" || name === "AbortError" ? "in-use" : "missing";
}
