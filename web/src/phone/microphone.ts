import { type Ear, openEar } from "./ear.ts";

/** Why there is no sound of the person. */
export type MicrophoneProblem = "blocked" | "missing";

export interface Microphone {
  /** Whether the browser will ask the person. */
  willAsk: () => Promise<boolean>;
  /** Asks for the microphone and lets it go again. */
  check: () => Promise<{ label: string | null } | { problem: MicrophoneProblem }>;
  /** Opens it ahead of a call, while the ticket is on its way. Null when it is open. */
  open: () => Promise<MicrophoneProblem | null>;
  /** Gives the SDK the open microphone, or opens one: the SDK's `getUserMedia`. */
  take: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Hears what the call's microphone hears, muted or not. Null while no call has one. */
  listenIn: () => Ear | null;
  /** Lets go of what was opened and never taken. */
  drop: () => void;
}

/** The part of `navigator` that this needs. */
export interface MediaSource {
  mediaDevices?: Pick<MediaDevices, "getUserMedia">;
  permissions?: Pick<Permissions, "query">;
}

export function openMicrophone(source: MediaSource): Microphone {
  let opened: Promise<MediaStream> | null = null;
  let taken: MediaStream | null = null;

  const ask = (constraints: MediaStreamConstraints) => {
    // Missing on pages without https.
    if (!source.mediaDevices) return Promise.reject(new DOMException("", "NotAllowedError"));
    return source.mediaDevices.getUserMedia(constraints);
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
      try {
        const stream = await ask({ audio: true });
        const label = stream.getAudioTracks()[0]?.label;
        stop(stream);
        return { label: label ? label : null };
      } catch (error) {
        return { problem: problemIn(error) };
      }
    },
    async open() {
      drop();
      opened = ask({ audio: true });
      try {
        await opened;
        return null;
      } catch (error) {
        opened = null;
        return problemIn(error);
      }
    },
    async take(constraints) {
      const stream = opened ?? ask(constraints);
      opened = null;
      return taken = await stream;
    },
    listenIn() {
      const track = taken?.getAudioTracks().find(({ readyState }) => readyState === "live");
      return track ? openEar(track) : null;
    },
    drop,
  };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** https://developer.mozilla.org/docs/Web/API/MediaDevices/getUserMedia, Exceptions */
function problemIn(error: unknown): MicrophoneProblem {
  const name = error instanceof Error ? error.name : "";
  return name === "NotAllowedError" || name === "SecurityError" ? "blocked" : "missing";
}
