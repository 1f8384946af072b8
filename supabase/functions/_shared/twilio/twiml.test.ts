import { assertEquals } from "@std/assert";
import { dialClients, dialNumber, hangUp, reject, say } from "./twiml.ts";

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const options = {
  publicUrl: "https://x.supabase.co/functions/v1",
  callerId: "+442079460142",
  callId: 7,
  stepId: 12,
  timeoutS: 30,
  timeLimitS: 14400,
};
const address = (path: string, part: string) =>
  `https://x.supabase.co/functions/v1${path}?call=7&amp;step=12${part}#rc=2&amp;rp=5xx,ct,rt`;
const dial = (part: string) =>
  '<Dial answerOnBridge="true" timeout="30" timeLimit="14400" ' +
  `action="${address("/inbound/action", part)}" callerId="+442079460142">`;
const callbacks = (part: string) =>
  `statusCallback="${address("/status", part)}" ` +
  'statusCallbackEvent="initiated ringing answered completed"';

Deno.test("a call out dials one number and reports every step of it", () => {
  assertEquals(
    dialNumber({ ...options, to: "+493023125610", legId: 30 }),
    `${head}<Response>${dial("")}<Number ${
      callbacks("&amp;leg=30")
    }>+493023125610</Number></Dial></Response>`,
  );
});

Deno.test("a call in rings every agent and tells each which call it is", () => {
  const client = (identity: string) =>
    `<Client ${callbacks("")}><Identity>${identity}</Identity>` +
    '<Parameter name="CallId" value="7"/></Client>';
  assertEquals(
    dialClients({ ...options, identities: ["priya", "tom_2"], round: 2 }),
    `${head}<Response>${dial("&amp;round=2")}${client("priya")}${
      client("tom_2")
    }</Dial></Response>`,
  );
});

Deno.test("a hidden caller has no caller ID", () => {
  const document = dialClients({ ...options, callerId: "", identities: ["priya"], round: 1 });
  assertEquals(document.includes("callerId"), false);
});

Deno.test("what XML can't hold is left out of a caller's address, and the call goes on", () => {
  const shown = (callerId: string) =>
    /callerId="([^"]*)"/.exec(dialClients({ ...options, callerId, identities: ["a"], round: 1 }))
      ?.[1];
  for (
    const odd of [
      "\0",
      "\x01",
      "\t",
      "\r\n",
      "\x7f",
      "\x9f",
      "\ud83d",
      "\udc00",
      "\ufffe",
      "\uffff",
    ]
  ) {
    assertEquals(shown(`sip:20${odd}01@host.example`), "sip:2001@host.example");
    assertEquals(shown(odd), undefined);
  }
  assertEquals(shown("sip:\u{1F600}@host.example"), "sip:\u{1F600}@host.example");
});

Deno.test("what is dialled and shown cannot break out of its element", () => {
  const document = dialNumber({
    ...options,
    callerId: '"><Say>',
    to: "</Number><Record/>",
    legId: 30,
  });
  assertEquals(document.includes("<Say>"), false);
  assertEquals(document.includes("<Record/>"), false);
});

Deno.test("a sentence is spoken and the call ends", () => {
  assertEquals(
    say("not-in-service"),
    `${head}<Response><Say>We're sorry, this number is not in service.</Say><Hangup/></Response>`,
  );
});

Deno.test("a call that is turned away is not answered, so that nothing is billed", () => {
  assertEquals(reject(), `${head}<Response><Reject reason="busy"/></Response>`);
});

Deno.test("hanging up is a document of its own", () => {
  assertEquals(hangUp(), `${head}<Response><Hangup/></Response>`);
});
