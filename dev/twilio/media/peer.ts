// One WebRTC peer of the simulator: sound of one leg, to and from a browser.

import type { AudioPort } from "../calls/party.ts";
import { FRAME_SAMPLES, SAMPLE_RATE } from "../audio/pcm.ts";
import { Framer } from "./resample.ts";
import { fingerprint, plainAudio, telephoneFirst } from "./sdp.ts";
import {
  type AudioSink,
  MediaStream,
  type PeerConnection,
  RTCAudioSink,
  RTCAudioSource,
  RTCPeerConnection,
} from "./wrtc.ts";

export interface Peer {
  readonly audio: AudioPort;
  /** Our side's description, with all candidates. */
  sdp(): string;
  /** Takes a new offer of the same browser session (an ICE restart) and answers it. */
  reoffer(offer: string): Promise<string>;
  /** Whether the description belongs to the browser session that this peer talks to. */
  isOf(sdp: string): boolean;
  /** Releases ports, tracks and threads; sound stops. */
  close(): void;
}

/** A peer that waits for the browser's answer. */
export interface OfferedPeer extends Peer {
  accept(answer: string): Promise<void>;
}

/**
 * Answers a browser's offer.
 *
 * @throws when the description cannot be read.
 */
export async function answerOffer(offer: string): Promise<Peer> {
  const peer = new WrtcPeer();
  try {
    await peer.reoffer(offer);
    return peer;
  } catch (error) {
    peer.close();
    throw error;
  }
}

/** Makes an offer for a browser that shall be called. */
export async function makeOffer(): Promise<OfferedPeer> {
  const peer = new WrtcPeer();
  await peer.offer();
  return peer;
}

class WrtcPeer implements OfferedPeer {
  readonly #connection: PeerConnection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  readonly #source = new RTCAudioSource();
  readonly #track = this.#source.createTrack();
  /** The Voice SDK finds our sound by its stream; a track without one would stay unheard. */
  readonly #stream = new MediaStream();
  #sink: AudioSink | null = null;
  #remote = "";
  #closed = false;
  #listener: ((frame: Int16Array) => void) | null = null;
  readonly #framer = new Framer((frame) => this.#listener?.(frame));

  readonly audio: AudioPort = {
    write: (frame) => {
      if (this.#closed) return;
      this.#source.onData({
        samples: exactFrame(frame),
        sampleRate: SAMPLE_RATE,
        bitsPerSample: 16,
        channelCount: 1,
        numberOfFrames: FRAME_SAMPLES,
      });
    },
    onFrame: (listener) => void (this.#listener = listener),
    close: () => this.close(),
  };

  async offer(): Promise<void> {
    this.#connection.addTransceiver(this.#track, {
      direction: "sendrecv",
      streams: [this.#stream],
    });
    const { sdp } = await this.#connection.createOffer();
    await this.#connection.setLocalDescription({
      type: "offer",
      sdp: telephoneFirst(plainAudio(sdp)),
    });
    await this.#gathered();
  }

  async accept(answer: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: "answer", sdp: plainAudio(answer) });
    this.#remote = answer;
    this.#listen();
  }

  async reoffer(offer: string): Promise<string> {
    await this.#connection.setRemoteDescription({ type: "offer", sdp: plainAudio(offer) });
    this.#remote = offer;
    if (this.#sink === null) this.#connection.addTrack(this.#track, this.#stream);
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    await this.#gathered();
    this.#listen();
    return this.sdp();
  }

  sdp(): string {
    return plainAudio(this.#connection.localDescription?.sdp ?? "");
  }

  isOf(sdp: string): boolean {
    return this.#remote !== "" && fingerprint(sdp) === fingerprint(this.#remote);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener = null;
    if (this.#sink !== null) {
      this.#sink.ondata = null;
      this.#sink.stop();
    }
    // An open track would keep the process alive.
    this.#track.stop();
    this.#connection.close();
  }

  /** There is no trickle in the Voice SDK's signalling: all candidates must stand in the description. */
  #gathered(): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.#closed || this.#connection.iceGatheringState === "complete") resolve();
      };
      this.#connection.onicegatheringstatechange = check;
      check();
    });
  }

  #listen(): void {
    const track = this.#connection.getTransceivers()[0]?.receiver.track;
    if (this.#sink !== null || this.#closed || track === undefined) return;
    this.#sink = new RTCAudioSink(track);
    this.#sink.ondata = ({ samples, sampleRate, channelCount }) => {
      this.#framer.push(samples, sampleRate, channelCount);
    };
  }
}

/** The source reads the whole buffer behind the array, so a view into a larger one must be copied. */
function exactFrame(frame: Int16Array): Int16Array {
  return frame.byteLength === frame.buffer.byteLength ? frame : frame.slice();
}
