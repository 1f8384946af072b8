import type { WebSocket } from "ws";
import type { Channel, ChannelServices } from "./channel.ts";
import {
  decodeBinary,
  decodeText,
  encodeBroadcast,
  encodeMessage,
  type Incoming,
  type Version,
} from "./frames.ts";
import { joinChannel } from "./join.ts";

const TOPIC_PREFIX = "realtime:";

/** Phoenix closes a socket that says nothing for this long; clients send a heartbeat every 25 s. */
const IDLE_MS = 60_000;

/** Serves one WebSocket until it closes. Messages are handled one after another, in the order they came. */
export function serveConnection(
  socket: WebSocket,
  options: {
    services: ChannelServices;
    version: Version;
    token: string;
    log: (line: string) => void;
  },
): void {
  const { services, version, log } = options;
  const channels = new Map<string, { channel: Channel; joinRef: string | null }>();
  let queue = Promise.resolve();
  const idle = setTimeout(() => socket.close(1000), IDLE_MS);

  const send = (topic: string, event: string, payload: unknown, refs: Refs) =>
    socket.send(encodeMessage(version, { ...refs, topic, event, payload }));
  const reply = (message: Incoming, status: "ok" | "error", response: unknown) =>
    send(message.topic, "phx_reply", { status, response }, message);

  const leave = (topic: string) => {
    channels.get(topic)?.channel.close();
    channels.delete(topic);
  };

  const join = async (message: Incoming & { kind: "message" }) => {
    const { topic, joinRef } = message;
    leave(topic);
    if (!topic.startsWith(TOPIC_PREFIX)) {
      return reply(message, "error", { reason: "unmatched topic" });
    }
    const joined = await joinChannel(services, {
      send: (event, payload, ref) => send(topic, event, payload, { joinRef, ref }),
      deliver: (event, content, meta) => {
        const frame = encodeBroadcast(version, { topic, event, content, meta });
        if (frame !== null) socket.send(frame);
      },
      closed: () => {
        channels.delete(topic);
        send(topic, "phx_close", {}, { joinRef, ref: joinRef });
      },
    }, {
      topic: topic.slice(TOPIC_PREFIX.length),
      payload: message.payload,
      connectionToken: options.token,
    });
    if (!joined.ok) return reply(message, "error", { reason: joined.reason });
    if (socket.readyState !== socket.OPEN) return joined.channel.close();
    channels.set(topic, { channel: joined.channel, joinRef });
    joined.channel.open();
    reply(message, "ok", joined.response);
    joined.announce();
  };

  const handle = async (message: Incoming) => {
    if (message.topic === "phoenix") return reply(message, "ok", {});
    if (message.kind === "message" && message.event === "phx_join") return await join(message);
    const open = channels.get(message.topic);
    // A message of a channel that has been closed or joined again since: Phoenix ignores it, too.
    if (open === undefined || (message.joinRef !== null && message.joinRef !== open.joinRef)) {
      return reply(message, "error", { reason: "unmatched topic" });
    }
    if (message.kind === "broadcast") {
      await open.channel.broadcast(message.event, message.content, message.ref);
    } else if (message.event === "phx_leave") {
      leave(message.topic);
      reply(message, "ok", {});
      send(message.topic, "phx_close", {}, { joinRef: open.joinRef, ref: open.joinRef });
    } else {
      await open.channel.handle(message.event, message.payload, message.ref);
    }
  };

  socket.on("message", (data: Buffer, isBinary: boolean) => {
    idle.refresh();
    queue = queue
      .then(() =>
        handle(isBinary ? decodeBinary(data) : decodeText(version, data.toString("utf8")))
      )
      .catch((error) => {
        log(`Cannot handle a realtime message: ${error}`);
        socket.close(1011, "Cannot handle message");
      });
  });
  socket.on("close", () => {
    clearTimeout(idle);
    for (const topic of channels.keys()) leave(topic);
  });
  socket.on("error", (error) => log(`Realtime socket: ${error.message}`));
}

interface Refs {
  joinRef: string | null;
  ref: string | null;
}
