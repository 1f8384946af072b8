import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser } from "../../test/browser.ts";
import { fork } from "../calls/fork.ts";
import type { ClientCall } from "../calls/party.ts";
import { ACCOUNT, APP, Recorder, tokenFor } from "./testing/doubles.ts";
import { heard, playTone } from "./testing/sound.ts";
import { openStage, type Stage } from "./testing/stage.ts";

const CALL: ClientCall = {
  callSid: `CA${"9".repeat(32)}`,
  accountSid: ACCOUNT,
  identity: "ada",
  from: "+493012345610",
  to: "client:ada",
  params: { CallId: "42", "custom + param": "Grüße & more" },
  stirStatus: "TN-Validation-Passed-A",
};

describe("the Voice SDK in Chromium", { timeout: 150_000 }, () => {
  let stage: Stage;
  let page: Page;
  const check = (name: string, test: () => Promise<void>) => it(name, { timeout: 15_000 }, test);
  const run = (script: string) => page.evaluate(`(async () => { ${script} })()`);

  before(async () => {
    stage = await openStage(openBrowser);
  });
  after(() => stage.close());
  beforeEach(async () => {
    await page?.context().close();
    page = await stage.page();
  });

  const register = (options = "{}") =>
    run(`await makeDevice(${JSON.stringify(tokenFor("ada"))}, ${options}).register();`);
  const connect = () =>
    run(`makeDevice(${JSON.stringify(tokenFor("ada"))}, { maxCallSignalingTimeoutMs: 15000 });
      watch(await device.connect({ params: { CallId: "42", To: "+4930" } }));`);
  const incoming = async () => {
    await register("{ maxCallSignalingTimeoutMs: 15000 }");
    const [party] = stage.signalling.clients.ring(CALL);
    assert.ok(party);
    const events = new Recorder();
    party.ring(events);
    await run(`await seen.incoming;`);
    return { party, events };
  };

  check("registers, and is gone when it unregisters", async () => {
    await register();
    assert.deepEqual(stage.signalling.registered(), [`${ACCOUNT}/ada`]);
    assert.equal(await run(`return device.identity + " " + device.edge`), "ada ashburn");
    await run(`await device.unregister();`);
    assert.deepEqual(stage.signalling.registered(), []);
  });

  check("tells the edge that it asked for", async () => {
    await register(`{ edge: "dublin" }`);
    assert.equal(await run(`return device.edge`), "dublin");
  });

  check("places a call: rings, is answered, and sound flows both ways", async () => {
    await connect();
    const { party, events, ...call } = await stage.placed();
    assert.deepEqual(call, {
      appSid: APP,
      identity: "ada",
      params: { CallId: "42", To: "+4930" },
    });
    const ringing = run(`return await seen.ringing;`);
    party.progress(false);
    assert.equal(await ringing, false);
    const accepted = run(`await seen.accept; return call.parameters.CallSid;`);
    party.accept();
    assert.match(String(await accepted), /^CA0/);

    const stop = playTone(party, 1000);
    await Promise.all([
      heard(party, (share) => share > 0.5),
      run(`await hears(call, 1000, 1500);`),
    ]);
    stop();

    await run(`call.mute(true);`);
    await heard(party, (_share, peak) => peak < 50);
    await run(`call.mute(false);`);
    await heard(party, (share) => share > 0.5);

    await run(`call.sendDigits("12*#w9");`);
    await events.until("digits 12*#9");
    await run(`call.disconnect();`);
    await events.until("hung up");
  });

  check("hears early media before the call is answered", async () => {
    await connect();
    const { party } = await stage.placed();
    const ringing = run(`return await seen.ringing;`);
    party.progress(true);
    assert.equal(await ringing, true);
    const stop = playTone(party, 1000);
    await run(`await hears(call, 1000, 1500);`);
    stop();
    const accepted = run(`await seen.accept;`);
    party.accept();
    await accepted;
    const ended = run(`await seen.disconnect;`);
    party.end();
    await ended;
  });

  check("hears the error with which a call is refused", async () => {
    await connect();
    const { party } = await stage.placed();
    const failed = run(`return (await seen.error).code;`);
    party.end({ code: 31404, message: "Not found" });
    assert.equal(await failed, 31404);
  });

  check("takes a call that comes in, with its parameters, and sound flows both ways", async () => {
    const { party, events } = await incoming();
    assert.deepEqual(events.told, ["ringing"]);
    assert.deepEqual(
      await run(
        `return [call.parameters.From, call.parameters.To, ...call.customParameters.entries()];`,
      ),
      ["+493012345610", "client:ada", ["CallId", "42"], ["custom + param", "Grüße & more"]],
    );
    assert.equal(await run(`return call.callerInfo.isVerified`), true);
    await run(`call.accept(); await seen.accept;`);
    await events.until("answered");
    const stop = playTone(party, 1000);
    await Promise.all([
      heard(party, (share) => share > 0.5),
      run(`await hears(call, 1000, 1500);`),
    ]);
    stop();
    party.sendDigits("5555");
    await run(`await hears(call, 1336, 1500);`);
    const ended = run(`await seen.disconnect;`);
    party.end();
    await ended;
    assert.deepEqual(events.told, ["ringing", "answered"]);
  });

  check("declines a call", async () => {
    const { events } = await incoming();
    await run(`call.reject();`);
    await events.until("refused busy 603");
  });

  check("is told that the caller gave up", async () => {
    const { party, events } = await incoming();
    const cancelled = run(`await seen.cancel;`);
    party.end();
    await cancelled;
    assert.deepEqual(events.told, ["ringing"]);
  });

  /** Two tabs of one identity that ring, as the far end of one leg. */
  const inTwoTabs = async () => {
    await register();
    const other = await stage.page();
    await other.evaluate(`makeDevice(${JSON.stringify(tokenFor("ada"))}).register()`);
    const [first, ...others] = stage.signalling.clients.ring(CALL);
    assert.ok(first);
    assert.equal(others.length, 1);
    const events = new Recorder();
    const party = fork([first, ...others]);
    party.ring(events);
    await Promise.all([page, other].map((tab) => tab.evaluate(`seen.incoming`)));
    return { other, party, events };
  };

  check(
    "rings in each tab of one identity; the first to answer has it, the others are told",
    async () => {
      const { other, party, events } = await inTwoTabs();
      const cancelled = run(`await seen.cancel; return call.status();`);
      await other.evaluate(`(async () => { call.accept(); await seen.accept; })()`);
      assert.equal(await cancelled, "closed");
      await heard(party, (share) => share > 0.5);
      party.end();
      await other.evaluate(`seen.disconnect`);
      assert.deepEqual(events.told, ["ringing", "answered"]);
      await other.context().close();
    },
  );

  check("declines in all tabs when one declines", async () => {
    const { other, events } = await inTwoTabs();
    await run(`call.reject();`);
    await other.evaluate(`seen.cancel`);
    await events.until("refused busy 603");
    await other.context().close();
  });

  check("answers a ringing call in another tab by its connect token", async () => {
    const { party, events } = await incoming();
    const connectToken = await run(`return call.connectToken;`);
    const cancelled = run(`await seen.cancel;`);
    const other = await stage.page();
    await other.evaluate(`(async () => {
      makeDevice(${JSON.stringify(tokenFor("ada"))});
      watch(await device.connect({ connectToken: ${JSON.stringify(connectToken)} }));
      await seen.accept;
    })()`);
    await cancelled;
    await heard(party, (share) => share > 0.5);
    assert.deepEqual(events.told, ["ringing", "answered"]);
    party.end();
    await other.context().close();
  });

  check("updates its token while it is registered and while it talks", async () => {
    const { party, events } = await incoming();
    const fresh = JSON.stringify(tokenFor("ada"));
    await run(`device.updateToken(${fresh}); await until(device._stream, "connected");`);
    await run(`call.accept(); await seen.accept;`);
    await run(`device.updateToken(${fresh}); await until(device._stream, "connected");`);
    await heard(party, (share) => share > 0.5);
    assert.deepEqual(stage.signalling.registered(), [`${ACCOUNT}/ada`]);
    party.end();
    assert.deepEqual(events.told, ["ringing", "answered"]);
  });

  check("keeps its call when its socket is lost", async () => {
    await page.routeWebSocket(/\/signal/, (socket) => {
      const server = socket.connectToServer();
      sockets.push({
        drop: () => void Promise.all([socket.close({ code: 1006 }), server.close()]),
      });
    });
    const sockets: { drop(): void }[] = [];
    await page.reload();
    await connect();
    const { party, events } = await stage.placed();
    const accepted = run(`await seen.accept;`);
    party.accept();
    await accepted;
    await heard(party, (share) => share > 0.5);
    const back = run(`await seen.reconnecting; await seen.reconnected;`);
    sockets[0]?.drop();
    await back;
    await heard(party, (share) => share > 0.5);
    await run(`call.disconnect();`);
    await events.until("hung up");
    assert.deepEqual(events.told, ["hung up"]);
  });

  check("takes its call back after a reload by its connect token", async () => {
    const { party, events } = await incoming();
    await run(`call.accept(); await seen.accept;`);
    await heard(party, (share) => share > 0.5);
    const connectToken = await run(`return call.connectToken;`);
    // What a page that guards its unload does: it goes without a word.
    const former = page;
    page = await stage.page();
    await former.evaluate(`window.WebSocket.prototype.send = () => {}`);
    await former.context().close();
    await run(`makeDevice(${JSON.stringify(tokenFor("ada"))});
      watch(await device.connect({ connectToken: ${JSON.stringify(connectToken)} }));
      await seen.accept;`);
    const stop = playTone(party, 1000);
    await Promise.all([
      heard(party, (share) => share > 0.5),
      run(`await hears(call, 1000, 1500);`),
    ]);
    stop();
    assert.deepEqual(events.told, ["ringing", "answered"]);
    party.end();
  });

  check("restarts ICE in a running call", async () => {
    await connect();
    const { party } = await stage.placed();
    const accepted = run(`await seen.accept;`);
    party.accept();
    await accepted;
    await heard(party, (share) => share > 0.5);
    await run(`
      const pc = call._mediaHandler.version.pc;
      const before = pc.remoteDescription.sdp;
      call._mediaHandler.iceRestart();
      while (pc.remoteDescription.sdp === before || pc.signalingState !== "stable") {
        await new Promise((next) => requestAnimationFrame(next));
      }`);
    await heard(party, (share) => share > 0.5);
    party.end();
  });

  check(
    "has a message acknowledged, one of a wrong type refused, and gets one itself",
    async () => {
      await connect();
      const { party, events } = await stage.placed();
      const accepted = run(`await seen.accept;`);
      party.accept();
      await accepted;
      await run(`call.sendMessage({ content: { hello: 1 }, messageType: "user-defined-message" });
      await seen.messageSent;`);
      await events.until(`message {"hello":1}`);
      const wrong = run(`call.sendMessage({ content: {}, messageType: "not-a-valid-message-type" });
      return (await seen.error).code;`);
      assert.equal(await wrong, 31210);
      party.sendMessage?.({ sid: "KX1", content: { ahoy: 2 }, contentType: "application/json" });
      const got = await run(`const { content, voiceEventSid } = await seen.messageReceived;
      return [content, voiceEventSid];`);
      assert.deepEqual(got, [{ ahoy: 2 }, "KX1"]);
      party.end();
    },
  );

  check("asks nothing of Twilio's own hosts", async () => {
    const asked: { url: string; status: number }[] = [];
    page.on(
      "response",
      (response) => asked.push({ url: response.url(), status: response.status() }),
    );
    page.on("requestfailed", (request) => asked.push({ url: request.url(), status: 0 }));
    const { party } = await incoming();
    await run(`call.accept(); await seen.accept; call.disconnect(); await seen.disconnect;`);
    party.end();
    assert.deepEqual(asked.filter(({ url }) => url.includes("twilio.com")), []);
    const statusOf = (path: string) =>
      new Set(asked.filter(({ url }) => url.includes(path)).map(({ status }) => status));
    assert.deepEqual(statusOf("/voice-sdk/sounds/"), new Set([200]));
    assert.deepEqual(statusOf("/voice-sdk/insights/"), new Set([204]));
  });

  check("changes nothing of a socket but where Twilio's lead", async () => {
    const kept = await run(`
      const elsewhere = new WebSocket("ws://127.0.0.1:9/signal");
      const other = new WebSocket("wss://voice-js.roaming.twilio.com/other");
      const moved = new WebSocket("wss://voice-js.roaming.twilio.com/signal?x=1");
      class Own extends WebSocket {}
      const own = new Own("ws://127.0.0.1:9/own");
      for (const one of [elsewhere, other, moved, own]) one.close();
      const { hostname, pathname, search } = new URL(moved.url);
      return {
        urls: [elsewhere.url, other.url, hostname + pathname + search, own.url],
        instances: [elsewhere, moved, own].every((one) => one instanceof WebSocket) && own instanceof Own,
        constants: [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED],
        shape: [moved.constructor === WebSocket, WebSocket.name, WebSocket.length],
      };`);
    assert.deepEqual(kept, {
      urls: [
        "ws://127.0.0.1:9/signal",
        "wss://voice-js.roaming.twilio.com/other",
        "127.0.0.1/signal?x=1&twilio-host=voice-js.roaming.twilio.com",
        "ws://127.0.0.1:9/own",
      ],
      instances: true,
      constants: [0, 1, 2, 3],
      shape: [true, "WebSocket", 1],
    });
  });

  for (
    const [why, token, code] of [
      ["signed with another secret", tokenFor("ada", { secret: "wrong" }), 31202],
      ["of an unknown key", tokenFor("ada", { keySid: `SK${"8".repeat(32)}` }), 31202],
      ["of another account", tokenFor("ada", { accountSid: `AC${"7".repeat(32)}` }), 31202],
      ["that expired", tokenFor("ada", { ttl: -10 }), 20104],
      ["that is no token", "a.b.c", 20101],
    ] as const
  ) {
    check(`hears code ${code} for a token ${why}`, async () => {
      const failed = await run(`
        makeDevice(${JSON.stringify(token)});
        device.register().catch(() => {});
        return (await seen.deviceError).code;`);
      assert.equal(failed, code);
      assert.deepEqual(stage.signalling.registered(), []);
    });
  }
});
