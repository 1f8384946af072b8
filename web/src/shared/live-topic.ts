import type { SupabaseClient } from "@supabase/supabase-js";
import { onBeat } from "./realtime-beat.ts";
import { afterStart } from "./start-phase.ts";

/** Somebody who follows a topic. */
export interface TopicListener {
  /** The name of the broadcasts to hand over. */
  event: string;
  /** A broadcast's payload, unparsed. */
  onPayload: (payload: unknown) => void;
  /**
   * The topic is joined, or joined again: whatever was sent before is lost, fetch it. Delivery is not
   * guaranteed either, so screens are true because of this and not because of the broadcasts.
   */
  onJoin: () => void;
  /** Whether broadcasts arrive at the moment. */
  onLive?: (live: boolean) => void;
}

/** The part of supabase-js that carries topics. */
export type TopicClient = Pick<SupabaseClient, "channel" | "removeChannel">;

interface Joined {
  listeners: Set<TopicListener>;
  live: boolean;
  leave: () => void;
}

const topicsOf = new WeakMap<TopicClient, Map<string, Joined>>();

/** Pause before a channel that the server closed is joined again. */
const rejoinAfterMs = 2_000;

/**
 * Follows a private topic, from the end of the page's start on. A topic has one channel however many follow it, since supabase-js can join
 * it only once.
 * @returns stops following; the last one to stop leaves the channel
 */
export function followTopic(
  client: TopicClient,
  topic: string,
  listener: TopicListener,
): () => void {
  const topics = topicsOf.get(client) ?? new Map<string, Joined>();
  topicsOf.set(client, topics);
  let joined = topics.get(topic);
  if (joined) {
    joined.listeners.add(listener);
    if (joined.live) {
      listener.onLive?.(true);
      listener.onJoin();
    }
  } else {
    joined = { listeners: new Set([listener]), live: false, leave: () => {} };
    topics.set(topic, joined);
    joined.leave = join(client, topic, joined);
  }
  const following = joined;
  return () => {
    following.listeners.delete(listener);
    if (following.listeners.size > 0 || topics.get(topic) !== following) return;
    topics.delete(topic);
    following.leave();
  };
}

function join(client: TopicClient, topic: string, joined: Joined): () => void {
  let left = false;
  let subscribed = false;
  let rejoin: ReturnType<typeof setTimeout> | undefined;
  let channel: ReturnType<TopicClient["channel"]> | null = null;

  const setLive = (live: boolean) => {
    joined.live = live;
    for (const listener of joined.listeners) {
      listener.onLive?.(live);
      if (live) listener.onJoin();
    }
  };

  const open = () => {
    const opened = channel = client.channel(topic, { config: { private: true } });
    opened.on("broadcast", { event: "*" }, (message) => {
      for (const listener of joined.listeners) {
        if (listener.event === message.event) listener.onPayload(message.payload);
      }
    });
    opened.subscribe((state) => {
      const status: string = state;
      if (left) return;
      subscribed = status === "SUBSCRIBED";
      if (subscribed) return setLive(true);
      if (joined.live) setLive(false);
      // After an error supabase-js joins again by itself, after a close (an expired token) never.
      if (status !== "CLOSED") return;
      clearTimeout(rejoin);
      rejoin = setTimeout(() => {
        void client.removeChannel(opened).then(() => left || open());
      }, rejoinAfterMs);
    });
  };
  const stopWaiting = afterStart(open);
  // A socket in a background tab can die long before it closes; the heartbeat knows first.
  const stopBeat = onBeat((alive) => {
    if (subscribed && alive !== joined.live) setLive(alive);
  });

  return () => {
    left = true;
    stopWaiting();
    stopBeat();
    clearTimeout(rejoin);
    if (channel) void client.removeChannel(channel);
  };
}
