// What Twilio's own browser SDK waits for, at the level of its signalling: whole calls, a socket instead of a browser.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { makeOffer, type OfferedPeer } from "../media/peer.ts";
import { openStand, refused, type Stand } from "../rest/testing/stand.ts";
import { ACCOUNT_SID, APP_SID, OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { tokenFor } from "./testing/doubles.ts";
import { Client } from "./testing/socket-client.ts";

describe("what Twilio's browser SDK expects", { timeout: 20_000 }, () => {
  let stand: Stand;
  let key: { sid: string; secret: string };
  let client: Client;
  let offer: OfferedPeer;
  before(async () => {
    stand = await openStand();
    key = await stand.api.newKeys.create({});
  });
  after(() => stand.close());
  beforeEach(async () => {
    await stand.control("DELETE", "");
    stand.customer.came.length = 0;
    client = new Client(Number(new URL(stand.simulator.url).port), "voice-js.tokyo.twilio.com");
    offer = await makeOffer();
  });
  afterEach(async () => {
    offer.close();
    await client.drop();
  });

  const listen = async (identity: string | null) => {
    const token = tokenFor(identity, {
      secret: key.secret,
      keySid: key.sid,
      accountSid: ACCOUNT_SID,
      appSid: APP_SID,
    });
    await client.say("listen", { token });
    return await client.hear("connected");
  };
  const register = async (identity: string) => {
    await listen(identity);
    await client.say("register", { media: { audio: true } });
    await client.hear("ready");
  };
  const place = (params = "") =>
    client.say("invite", { callsid: "TJS1", sdp: offer.sdp(), twilio: { params } });
  /** What the next call that rings the client says of itself. */
  const parameters = async () =>
    new Map<string, unknown>(Object.entries((await client.hear("invite"))["parameters"] ?? {}));
  /** A call into the account that rings the client. */
  const ringFromOutside = async (noun: string, network = {}) => {
    stand.customer.answers["/voice"] =
      `<Response><Dial answerOnBridge="true">${noun}</Dial></Response>`;
    await stand.control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER, network });
    return await parameters();
  };

  it("connects to the edge that was asked for", async () => {
    const { edge, region, home } = await listen("ada");
    assert.deepEqual({ edge, region, home }, {
      edge: "tokyo",
      region: "ASIAPAC_TOKYO",
      home: "us1",
    });
  });

  it("rings an identity with a dash", async () => {
    await register("ada-lovelace");
    const rung = await ringFromOutside("<Client>ada-lovelace</Client>");
    assert.equal(rung.get("To"), "client:ada-lovelace");
  });

  it("lets a browser whose token names nobody place calls, and never rings it", async () => {
    stand.customer.answers["/voice"] = "<Response><Say>Hello</Say></Response>";
    const { token } = await listen(null);
    assert.deepEqual(Object.keys(token ?? {}), ["ttl", "account_sid"]);
    await client.say("register", { media: { audio: true } });
    await client.hear("offline");
    await place();
    const { form } = await stand.customer.wait(({ path }) => path === "/voice");
    // Assumed: how Twilio writes who calls.
    assert.equal(form["From"], "client:Anonymous");
    await client.hear("answer");
  });

  it("hands on the names of parameters raw, and whether the caller's number is verified", async () => {
    await register("ada");
    const rung = await ringFromOutside(
      `<Client><Identity>ada</Identity><Parameter name="custom + param" value="1 + 1=2"/></Client>`,
      { stirVerstat: "TN-Validation-Failed-C" },
    );
    assert.equal(rung.get("Params"), "custom + param=1%20%2B%201%3D2");
    assert.equal(rung.get("StirStatus"), "TN-Validation-Failed-C");
  });

  it("says nothing of a verified number when another one is shown", async () => {
    await register("ada");
    stand.customer.answers["/voice"] =
      `<Response><Dial callerId="+12025550101"><Client>ada</Client></Dial></Response>`;
    await stand.control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER });
    assert.equal((await parameters()).get("StirStatus"), undefined);
  });

  it("rings with sound before it answers, where a Dial has no answerOnBridge", async () => {
    await stand.behave(THEIR_NUMBER, { behaviour: "answer", ringMs: 3_600_000 });
    stand.customer.answers["/voice"] =
      `<Response><Dial callerId="${OUR_NUMBER}">${THEIR_NUMBER}</Dial></Response>`;
    await listen("ada");
    await place();
    const { sdp, callsid } = await client.hear("ringing");
    assert.match(String(sdp), /^v=0/);
    // For Twilio and its bill the call is answered.
    const { status } = await stand.api.calls(String(callsid)).fetch();
    assert.equal(status, "in-progress");
    assert.deepEqual(client.waiting(), []);
    const [leg] = await stand.api.calls.list({ parentCallSid: String(callsid) });
    assert.ok(leg);
    await stand.control("POST", `/calls/${leg.sid}`, { do: "answer" });
    assert.equal((await client.hear("answer"))["callsid"], callsid);
  });

  describe("user-defined messages", () => {
    let callSid = "";
    beforeEach(async () => {
      stand.customer.answers["/voice"] = `<Response><Say>Hi</Say><Pause length="60"/></Response>`;
      stand.customer.answers["/messages"] = "";
      await listen("ada");
      await place();
      callSid = String((await client.hear("answer"))["callsid"]);
    });
    const send = (messagetype: string) =>
      client.say("message", {
        callsid: callSid,
        content: { hello: "world" },
        contenttype: "application/json",
        messagetype,
        voiceeventsid: "KX1",
      });

    it("refuses a message of another type with 31210", async () => {
      await send("not-a-valid-message-type");
      const { error, callsid, voiceeventsid } = await client.hear("error");
      assert.deepEqual({ callsid, voiceeventsid }, { callsid: callSid, voiceeventsid: "KX1" });
      assert.equal(new Map(Object.entries(error ?? {})).get("code"), 31210);
      assert.ok(!client.waiting().includes("ack"));
    });

    it("tells the browser's messages to whom has subscribed, until that ends", async () => {
      const { api, customer } = stand;
      const callback = `${customer.url}/messages`;
      const { sid } = await api.calls(callSid).userDefinedMessageSubscriptions.create({ callback });
      await send("user-defined-message");
      await client.hear("ack");
      const { form } = await customer.wait(({ path }) => path === "/messages");
      assert.deepEqual(form, {
        AccountSid: ACCOUNT_SID,
        CallSid: callSid,
        Sid: "KX1",
        Content: `{"hello":"world"}`,
        ContentType: "application/json",
        SequenceNumber: "1",
      });
      await api.calls(callSid).userDefinedMessageSubscriptions(sid).remove();
      await send("user-defined-message");
      await client.hear("ack");
      await stand.simulator.webhooks.idle();
      assert.equal(customer.came.filter(({ path }) => path === "/messages").length, 1);
    });

    it("hands a message of the server to the browser, while its call runs", async () => {
      const messages = stand.api.calls(callSid).userDefinedMessages;
      const content = JSON.stringify({ message: "ahoy" });
      const { sid } = await messages.create({ content });
      assert.deepEqual(await client.hear("message"), {
        callsid: callSid,
        content: { message: "ahoy" },
        contenttype: "application/json",
        messagetype: "user-defined-message",
        voiceeventsid: sid,
      });
      assert.equal(await refused(messages.create({ content: "{" })), "400 20001");
      await stand.api.calls(callSid).update({ status: "completed" });
      assert.equal(await refused(messages.create({ content })), "400 21220");
    });
  });
});
