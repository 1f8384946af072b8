import * as v from "valibot";

/**
 * Phoenix messages as Supabase's clients write them. Protocol 1.0.0 sends objects, 2.0.0 arrays of five
 * and, for broadcasts, binary frames: kind 3 from the client, kind 4 from the server.
 * Source: `lib/serializer.ts` of @supabase/realtime-js 2.119.1.
 */
export type Version = "1.0.0" | "2.0.0";

/** The content of a broadcast: JSON text kept as it came, or bytes that only protocol 2.0.0 can carry. */
export type Content = { encoding: "json"; text: string } | { encoding: "binary"; bytes: Buffer };

export type Incoming =
  | {
    kind: "message";
    joinRef: string | null;
    ref: string | null;
    topic: string;
    event: string;
    payload: unknown;
  }
  | {
    kind: "broadcast";
    joinRef: string;
    ref: string | null;
    topic: string;
    event: string;
    content: Content;
  };

export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: unknown;
}

export interface Broadcast {
  topic: string;
  event: string;
  content: Content;
  meta: Record<string, unknown> | null;
}

const ref = v.nullish(v.string(), null);
const ObjectFrame = v.object({
  topic: v.string(),
  event: v.string(),
  payload: v.optional(v.unknown()),
  ref,
  join_ref: ref,
});
const ArrayFrame = v.tuple([ref, ref, v.string(), v.string(), v.unknown()]);

const CLIENT_BROADCAST = 3;
const SERVER_BROADCAST = 4;
const ENCODING = { binary: 0, json: 1 } as const;

/** Reads a text frame. @throws ValiError or SyntaxError when it is not one of the protocol's. */
export function decodeText(version: Version, text: string): Incoming {
  const json: unknown = JSON.parse(text);
  if (version === "1.0.0") {
    const frame = v.parse(ObjectFrame, json);
    const { topic, event, ref, join_ref: joinRef, payload } = frame;
    return { kind: "message", joinRef, ref, topic, event, payload };
  }
  const [joinRef, ref, topic, event, payload] = v.parse(ArrayFrame, json);
  return { kind: "message", joinRef, ref, topic, event, payload };
}

/** Reads a binary frame, always a client's broadcast. @throws RangeError when it is cut short or unknown. */
export function decodeBinary(frame: Buffer): Incoming {
  if (frame.readUInt8(0) !== CLIENT_BROADCAST) {
    throw new RangeError("Cannot read frame: unknown kind");
  }
  const lengths = [1, 2, 3, 4, 5].map((at) => frame.readUInt8(at));
  const encoding = frame.readUInt8(6);
  let at = 7;
  const parts = lengths.map((length) => {
    if (at + length > frame.length) throw new RangeError("Cannot read frame: cut short");
    return frame.toString("utf8", at, at += length);
  });
  const [joinRef = "", ref = "", topic = "", event = ""] = parts;
  const rest = frame.subarray(at);
  const content: Content = encoding === ENCODING.json
    ? { encoding: "json", text: JSON.stringify(JSON.parse(rest.toString("utf8"))) }
    : { encoding: "binary", bytes: Buffer.from(rest) };
  return { kind: "broadcast", joinRef, ref: ref === "" ? null : ref, topic, event, content };
}

export function encodeMessage(version: Version, message: Message): string {
  const { joinRef, ref, topic, event, payload } = message;
  return version === "1.0.0"
    ? JSON.stringify({ topic, event, payload, ref, join_ref: joinRef })
    : JSON.stringify([joinRef, ref, topic, event, payload]);
}

/**
 * The frame of a broadcast. Null when it cannot be carried: bytes to a client of protocol 1.0.0, as on hosted.
 */
export function encodeBroadcast(version: Version, broadcast: Broadcast): string | Buffer | null {
  const { topic, event, content, meta } = broadcast;
  const header = [topic, event, meta === null ? "" : JSON.stringify(meta)].map((part) =>
    Buffer.from(part)
  );
  const fits = header.every((part) => part.length <= 255);
  if (version === "2.0.0" && fits) {
    const kind = Buffer.from([
      SERVER_BROADCAST,
      ...header.map((part) => part.length),
      ENCODING[content.encoding],
    ]);
    const body = content.encoding === "json" ? Buffer.from(content.text) : content.bytes;
    return Buffer.concat([kind, ...header, body]);
  }
  if (content.encoding === "binary") return null;
  const payload = {
    type: "broadcast",
    event,
    payload: JSON.parse(content.text),
    ...(meta && { meta }),
  };
  return encodeMessage(version, { joinRef: null, ref: null, topic, event: "broadcast", payload });
}
