import assert from "node:assert/strict";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { type ManualClock, manualClock } from "../clock.ts";
import { answerOffer, makeOffer, type OfferedPeer } from "../media/peer.ts";
import { SILENCE_MS } from "./session.ts";
import { createSignalling, type Signalling } from "./signalling.ts";
import { ACCOUNT, findApiKey, Recorder, tokenFor } from "./testing/doubles.ts";
import { Client } from "./testing/socket-client.ts";

const SID = `CA${"5".repeat(32)}`;

const EXPIRED = { error: { code: 20104, message: "AccessTokenExpired" } };

describe("a signalling session", { timeout: 20_000 }, () => {
  let clock: ManualClock;
  let signalling: Signalling;
  let client: Client;
  let port = 0;
  let events: Recorder;
  let offer: OfferedPeer;
  let gone = () => {};
  const server = createServer();
  server.on("upgrade", (request, socket, head) => signalling.handleUpgrade(request, socket, head));

  beforeEach(async () => {
    clock = manualClock(Date.now());
    events = new Recorder();
    signalling = createSignalling({
      findApiKey,
      clock,
      log: (event) => event === "client gone" && gone(),
      newToken: () => "secret",
      origin: {
        clientCalls({ party }) {
          party.listen(events);
          party.accept();
          return { callSid: SID };
        },
        outsideCalls: () => ({ error: { code: 21211, message: "None" } }),
      },
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    port = address.port;
    client = new Client(port);
    offer = await makeOffer();
  });

  afterEach(async () => {
    offer.close();
    signalling.close();
    await new Promise((done) => server.close(done));
  });

  const listen = async (reconnectTimeout = 0, ttl = 600) => {
    await client.say("listen", { token: tokenFor("ada", { ttl }), reconnectTimeout });
    return await client.hear("connected");
  };
  const place = async () => {
    await client.say("invite", { callsid: "TJS1", sdp: offer.sdp(), twilio: { params: "" } });
    return await client.hear("answer");
  };

  /** Cuts the client's socket and waits until the simulator has noticed. */
  const drop = async () => {
    const noticed = new Promise<void>((resolve) => gone = resolve);
    await client.drop();
    await noticed;
  };

  it("tells who the token is for and how long it lasts", async () => {
    // A whole second more or less: the token is made by the machine's own time.
    const { token } = await listen();
    const said = (ttl: number) => ({ identity: "ada", ttl, account_sid: ACCOUNT });
    const answers = [599, 600].map((ttl) => isDeepStrictEqual(token, said(ttl)));
    assert.ok(answers.includes(true), JSON.stringify(token));
  });

  it("refuses everything before a valid token", async () => {
    await client.say("register", { media: { audio: true } });
    assert.deepEqual(await client.hear("error"), {
      error: { code: 31204, message: "JWT is invalid" },
    });
    assert.deepEqual(signalling.registered(), []);
  });

  it("answers what it cannot read with an error and goes on", async () => {
    await client.say("", "{");
    assert.deepEqual(await client.hear("error"), {
      error: { code: 31100, message: "Malformed request" },
    });
    await listen();
  });

  it("stops ringing a device whose token ran out, and lets its call go on to its end", async () => {
    await listen(0, 20);
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    await place();
    await clock.advance(21_000);
    assert.deepEqual(await client.hear("error"), EXPIRED);
    assert.deepEqual(signalling.registered(), []);
    await client.say("register", { media: { audio: true } });
    assert.deepEqual(await client.hear("error"), EXPIRED);
    assert.deepEqual(events.told, []);
    await client.say("hangup", { callsid: SID });
    await events.until("hung up");
  });

  it("drops a client that answers no heartbeat", async () => {
    await listen();
    await clock.advance(SILENCE_MS);
    await client.closed;
  });

  it("gives a call up when its socket does not come back in the time that the client asked for", async () => {
    await listen(15);
    await place();
    await drop();
    await clock.advance(14_999);
    assert.deepEqual(events.told, []);
    await clock.advance(1);
    assert.deepEqual(events.told, ["hung up"]);
  });

  it("gives a call back only to whom knows its reconnect token", async () => {
    await listen(15);
    const { reconnect } = await place();
    assert.equal(reconnect, "secret");
    await drop();
    client = new Client(port);
    await listen(15);
    const again = { callsid: SID, sdp: offer.sdp(), twilio: {} };
    await client.say("invite", { ...again, reconnect: "guess" });
    assert.deepEqual(await client.hear("hangup"), {
      callsid: SID,
      error: { code: 31404, message: "Call does not exist" },
    });
    await client.say("invite", { ...again, reconnect: "secret" });
    assert.equal((await client.hear("answer"))["callsid"], SID);
    await clock.advance(16_000);
    assert.deepEqual(events.told, []);
  });

  /** Rings the client; resolves with the offer. */
  const ring = async () => {
    const [party] = signalling.clients.ring({
      callSid: SID,
      accountSid: ACCOUNT,
      identity: "ada",
      from: "+493012345610",
      to: "client:ada",
      params: {},
    });
    assert.ok(party);
    party.ring(events);
    const { sdp } = await client.hear("invite");
    return String(sdp);
  };

  it("counts as answered who answers and hangs up at once", async () => {
    await listen();
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    const peer = await answerOffer(await ring());
    await client.say("answer", { callsid: SID, sdp: peer.sdp() });
    await client.say("hangup", { callsid: SID });
    await events.until("hung up");
    assert.deepEqual(events.told, ["ringing", "answered", "hung up"]);
    peer.close();
  });

  it("takes an answer from a page that came back on another socket while its call rang", async () => {
    await listen(15);
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    const sdp = await ring();
    await drop();
    client = new Client(port);
    await listen(15);
    const peer = await answerOffer(sdp);
    await client.say("answer", { callsid: SID, sdp: peer.sdp() });
    await events.until("answered");
    await clock.advance(16_000);
    assert.deepEqual(events.told, ["ringing", "answered"]);
    peer.close();
  });

  it("takes a fresh token for the same session, and no longer minds that the first one ran out", async () => {
    await listen(0, 20);
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    await listen(0, 600);
    await clock.advance(21_000);
    assert.deepEqual(signalling.registered(), [`${ACCOUNT}/ada`]);
  });

  it("keeps what it has when a fresh token is no good", async () => {
    await listen();
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    await client.say("listen", { token: tokenFor("ada", { secret: "wrong" }) });
    assert.deepEqual(await client.hear("error"), {
      error: { code: 31202, message: "AccessTokenSignatureValidationFailed" },
    });
    assert.deepEqual(signalling.registered(), [`${ACCOUNT}/ada`]);
  });

  it("rings for whom the fresh token names", async () => {
    await listen();
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
    await client.say("listen", { token: tokenFor("bert") });
    await client.hear("connected");
    assert.deepEqual(signalling.registered(), [`${ACCOUNT}/bert`]);
  });

  it("ends a call whose media it cannot read", async () => {
    await listen();
    await client.say("invite", { callsid: "TJS1", sdp: "v=0\r\nnonsense", twilio: { params: "" } });
    const { error } = await client.hear("hangup");
    assert.deepEqual(error, { code: 53402, message: "The session description cannot be used" });
    assert.deepEqual(events.told, ["hung up"]);
  });
});
