import { assertEquals } from "@std/assert";
import { dialClients, dialNumber, hangUp, reject, say } from "./twiml.ts";

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const options = {
  publicUrl: "https://x.supabase.co/functions/v1",
  callerId: "+442079460142",
  timeoutS: 30,
  timeLimitS: 14400,
};
const dial = '<Dial answerOnBridge="true" timeout="30" timeLimit="14400" ' +
  'action="https://x.supabase.co/functions/v1/inbound/action#rc=2&amp;rp=5xx,ct,rt" callerId="+442079460142">';
const callbacks =
  'statusCallback="https://x.supabase.co/functions/v1/status#rc=2&amp;rp=5xx,ct,rt" ' +
  'statusCallbackEvent="initiated ringing answered completed"';

Deno.test("a call out dials one number and reports every step of it", () => {
  assertEquals(
    dialNumber({ ...options, to: "+493023125610" }),
    `${head}<Response>${dial}<Number ${callbacks}>+493023125610</Number></Dial></Response>`,
  );
});

Deno.test("a call in rings every agent and tells each which call it is", () => {
  const client = (identity: string) =>
    `<Client ${callbacks}><Identity>${identity}</Identity>` +
    '<Parameter name="CallId" value="7"/></Client>';
  assertEquals(
    dialClients({ ...options, identities: ["priya", "tom_2"], callId: 7 }),
    `${head}<Response>${dial}${client("priya")}${client("tom_2")}</Dial></Response>`,
  );
});

Deno.test("a hidden caller has no caller ID", () => {
  const document = dialClients({ ...options, callerId: "", identities: ["priya"], callId: 7 });
  assertEquals(document.includes("callerId"), false);
});

Deno.test("what XML can't hold is left out of a caller's address, and the call goes on", () => {
  const shown = (callerId: string) =>
    /callerId="([^"]*)"/.exec(dialClients({ ...options, callerId, identities: ["a"], callId: 7 }))
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
  const document = dialNumber({ ...options, callerId: '"><Say>', to: "</Number><Record/>" });
  assertEquals(document.includes("<Say>"), false);
  assertEquals(document.includes("<Record/>"), false);
});

Deno.test("a sentence is spoken and the call ends", () => {
  assertEquals(
    say("not-in-service"),
    `${head}<Response><Say>This number is not in service.</Say><Hangup/></Response>`,
  );
});

Deno.test("a call that is turned away is not answered, so that nothing is billed", () => {
  assertEquals(reject(), `${head}<Response><Reject reason="busy"/></Response>`);
});

Deno.test("hanging up is a document of its own", () => {
  assertEquals(hangUp(), `${head}<Response><Hangup/></Response>`);
});
