import { assertEquals } from "@std/assert";
import { dialClients, dialNumber, goOn, hangUp, reject, say, tell } from "./twiml.ts";

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
    dialNumber({ ...options, to: "+493023125610", legId: 30, whisper: false }),
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
    dialClients({ ...options, identities: ["priya", "tom_2"], round: 2, consent: null }),
    `${head}<Response>${dial("&amp;round=2")}${client("priya")}${
      client("tom_2")
    }</Dial></Response>`,
  );
});

const ring = (more: { callerId: string }) =>
  dialClients({ ...options, identities: ["priya"], round: 1, consent: null, ...more });

Deno.test("where every call is recorded, a caller is told before it rings, and whoever is called as they pick up", () => {
  const consent = { language: "de-DE", sentence: "Wir zeichnen auf." } as const;
  const told = dialClients({ ...options, identities: ["priya"], round: 1, consent });
  assertEquals(
    told.startsWith(
      `${head}<Response><Say language="de-DE" voice="Polly.Vicki-Neural">Wir zeichnen auf.</Say><Dial`,
    ),
    true,
  );
  const called = dialNumber({ ...options, to: "+493023125610", legId: 30, whisper: true });
  const url =
    "https://x.supabase.co/functions/v1/inbound/consent?call=7&amp;leg=30#rc=2&amp;rp=5xx,ct,rt";
  assertEquals(called.includes(`url="${url}"`), true);
});

Deno.test("the words before a recording, and where Twilio comes once they are said", () => {
  const words = { language: "en-GB", sentence: "We record." } as const;
  const say = '<Say language="en-GB" voice="Polly.Amy-Neural">We record.</Say>';
  assertEquals(tell({ ...words, afterwards: null }), `${head}<Response>${say}</Response>`);
  assertEquals(
    tell({ ...words, afterwards: "https://x.example/told" }),
    `${head}<Response>${say}<Redirect>https://x.example/told</Redirect></Response>`,
  );
  assertEquals(goOn(), `${head}<Response/>`);
});

Deno.test("a hidden caller has no caller ID", () => {
  const document = ring({ callerId: "" });
  assertEquals(document.includes("callerId"), false);
});

Deno.test("what XML can't hold is left out of a caller's address, and the call goes on", () => {
  const shown = (callerId: string) => /callerId="([^"]*)"/.exec(ring({ callerId }))?.[1];
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
    whisper: false,
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
