import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { followTopic, type TopicClient } from "./live-topic.ts";
import { reportBeat } from "./realtime-beat.ts";
import { endStart } from "./start-phase.ts";

endStart();

interface FakeChannel {
  topic: string;
  options: unknown;
  say: (state: string) => void;
  send: (event: string, payload: unknown) => void;
  removed: boolean;
}

/** Plays supabase-js: a test says what the server does. */
function fakeClient() {
  const channels: FakeChannel[] = [];
  const client = {
    channel(topic: string, options: unknown) {
      const fake: FakeChannel = { topic, options, say: () => {}, send: () => {}, removed: false };
      channels.push(fake);
      return {
        fake,
        on(
          _: string,
          __: unknown,
          handler: (message: { event: string; payload: unknown }) => void,
        ) {
          fake.send = (event, payload) => handler({ event, payload });
        },
        subscribe(handler: (state: string) => void) {
          fake.say = handler;
        },
      };
    },
    removeChannel(channel: { fake: FakeChannel }) {
      channel.fake.removed = true;
      return Promise.resolve("ok" as const);
    },
  };
  return { client: client as unknown as TopicClient, channels };
}

function follower() {
  const seen: string[] = [];
  return {
    seen,
    listener: {
      event: "call",
      onPayload: (payload: unknown) => void seen.push(`payload ${String(payload)}`),
      onJoin: () => void seen.push("join"),
      onLive: (live: boolean) => void seen.push(live ? "live" : "away"),
    },
  };
}

describe("a topic", () => {
  it("is joined as a private channel and hands over its own event only", () => {
    const { client, channels } = fakeClient();
    const { listener, seen } = follower();
    followTopic(client, "agent:7", listener);
    assert.equal(channels[0]?.topic, "agent:7");
    assert.deepEqual(channels[0]?.options, { config: { private: true } });
    channels[0]?.say("SUBSCRIBED");
    channels[0]?.send("call", "one");
    channels[0]?.send("presence", "two");
    assert.deepEqual(seen, ["live", "join", "payload one"]);
  });

  it("asks for a refetch each time it is joined again", () => {
    const { client, channels } = fakeClient();
    const { listener, seen } = follower();
    followTopic(client, "agent:7", listener);
    for (const state of ["SUBSCRIBED", "CHANNEL_ERROR", "TIMED_OUT", "SUBSCRIBED"]) {
      channels[0]?.say(state);
    }
    assert.deepEqual(seen, ["live", "join", "away", "live", "join"]);
  });

  it("is not live while the heartbeat fails, and asks for a refetch when it is back", () => {
    const { client, channels } = fakeClient();
    const { listener, seen } = follower();
    const leave = followTopic(client, "agent:7", listener);
    reportBeat("ok");
    assert.deepEqual(seen, [], "not joined yet");
    channels[0]?.say("SUBSCRIBED");
    for (const beat of ["sent", "ok", "timeout", "error", "sent", "ok"]) reportBeat(beat);
    assert.deepEqual(seen, ["live", "join", "away", "live", "join"]);
    leave();
    reportBeat("timeout");
    assert.equal(seen.length, 5);
  });

  it("has one channel for all who follow it, until the last one leaves", () => {
    const { client, channels } = fakeClient();
    const first = follower();
    const second = follower();
    const leaveFirst = followTopic(client, "agent:7", first.listener);
    channels[0]?.say("SUBSCRIBED");
    const leaveSecond = followTopic(client, "agent:7", second.listener);
    assert.equal(channels.length, 1);
    assert.deepEqual(second.seen, ["live", "join"]);
    leaveFirst();
    channels[0]?.send("call", "one");
    assert.deepEqual(first.seen, ["live", "join"]);
    assert.deepEqual(second.seen, ["live", "join", "payload one"]);
    assert.equal(channels[0]?.removed, false);
    leaveSecond();
    assert.equal(channels[0]?.removed, true);
  });

  it("is joined anew after the server closed it, which supabase-js does not do", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const { client, channels } = fakeClient();
      const { listener, seen } = follower();
      followTopic(client, "agent:7", listener);
      channels[0]?.say("SUBSCRIBED");
      channels[0]?.say("CLOSED");
      mock.timers.tick(2_000);
      await Promise.resolve();
      await Promise.resolve();
      assert.equal(channels.length, 2);
      channels[1]?.say("SUBSCRIBED");
      assert.deepEqual(seen, ["live", "join", "away", "live", "join"]);
    } finally {
      mock.timers.reset();
    }
  });

  it("is not joined anew after everybody left", () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const { client, channels } = fakeClient();
      const leave = followTopic(client, "agent:7", follower().listener);
      leave();
      channels[0]?.say("CLOSED");
      mock.timers.tick(10_000);
      assert.equal(channels.length, 1);
    } finally {
      mock.timers.reset();
    }
  });
});
