// The one file that loads `@roamhq/wrtc` (libwebrtc for Node). Its own types need the DOM's; here is what is used.

import { createRequire } from "node:module";

interface Description {
  type: "offer" | "answer";
  sdp: string;
}

interface Track {
  stop(): void;
}

interface MediaStream {
  readonly id: string;
}

export interface PeerConnection {
  readonly iceGatheringState: "new" | "gathering" | "complete";
  readonly connectionState: string;
  readonly localDescription: Description | null;
  onicegatheringstatechange: (() => void) | null;
  addTransceiver(
    track: Track,
    init: { direction: "sendrecv"; streams: MediaStream[] },
  ): Transceiver;
  addTrack(track: Track, stream: MediaStream): unknown;
  getTransceivers(): Transceiver[];
  createOffer(): Promise<Description>;
  createAnswer(): Promise<Description>;
  setLocalDescription(description: Description): Promise<void>;
  setRemoteDescription(description: Description): Promise<void>;
  close(): void;
}

interface Transceiver {
  readonly receiver: { readonly track: Track };
}

/** What a sink gives: 10 ms of sound. */
interface SinkData {
  samples: Int16Array;
  sampleRate: number;
  channelCount: number;
}

export interface AudioSink {
  ondata: ((data: SinkData) => void) | null;
  stop(): void;
}

interface AudioSource {
  createTrack(): Track;
  onData(data: {
    samples: Int16Array;
    sampleRate: number;
    bitsPerSample: 16;
    channelCount: 1;
    numberOfFrames: number;
  }): void;
}

interface Wrtc {
  RTCPeerConnection: new (config: { bundlePolicy: "max-bundle" }) => PeerConnection;
  MediaStream: new () => MediaStream;
  nonstandard: {
    RTCAudioSink: new (track: Track) => AudioSink;
    RTCAudioSource: new () => AudioSource;
  };
}

const loaded: Wrtc = createRequire(import.meta.url)("@roamhq/wrtc");

// wrtc 0.10 frees its objects in the wrong order when Node tears its environment down and then crashes (139 or 134).
// A process that has nothing left to do therefore leaves by `exit`, which skips that tear-down.
process.once("beforeExit", () => process.exit());

export const { MediaStream, RTCPeerConnection, nonstandard: { RTCAudioSink, RTCAudioSource } } =
  loaded;
