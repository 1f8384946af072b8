// What Connection sets up: account, key, app, numbers.
import { assertEquals } from "@std/assert";
import { Failure } from "../../_shared/domain/failure.ts";
import { appSettings } from "../../_shared/twilio/app_settings.ts";
import {
  ago,
  appSid,
  berlin,
  here,
  london,
  makeBench,
  numberOf,
  publicUrl,
  sid,
  wrongToken,
} from "../testing.ts";
import { checkApiKey } from "./api_key.ts";
import { checkApp } from "./app.ts";
import { checkCredentials } from "./credentials.ts";
import { checkNumbers } from "./numbers.ts";

Deno.test("credentials that are missing, refused or suspended are red, in Twilio's words", async () => {
  const accountSid = sid("AC", "7");
  const missing = await checkCredentials(makeBench({ stored: { auth_token: null } }));
  assertEquals(missing.facts, { missing: ["twilio_auth_token"] });

  const refused = await checkCredentials(makeBench({ twilio: { account: wrongToken } }));
  assertEquals([refused.level, refused.finding], ["red", "credentials-refused"]);
  assertEquals(refused.facts, { accountSid, twilioCode: 20003, twilioMessage: "Authenticate" });
  assertEquals(refused.repair, { by: "page", page: "connection" });

  const suspended = () => Promise.reject(new Failure("E-CREDENTIALS", { twilioCode: 20005 }));
  const closed = await checkCredentials(makeBench({ twilio: { account: suspended } }));
  assertEquals(closed.finding, "account-not-active");
});

Deno.test("a key that is missing or that Twilio refuses is made anew by Connection's step", async () => {
  const repair = { by: "connection", steps: [{ action: "key" }] } as const;
  const missing = await checkApiKey(makeBench({ stored: { api_key_sid: null } }));
  assertEquals([missing.level, missing.finding, missing.repair], ["amber", "key-missing", repair]);
  const refused = await checkApiKey(makeBench({ twilio: { tryKey: wrongToken } }));
  assertEquals([refused.level, refused.finding, refused.repair], ["red", "key-refused", repair]);
});

Deno.test("an app that is gone or leads elsewhere is red, and says where it leads without secrets", async () => {
  const gone = await checkApp(makeBench({ twilio: { apps: () => Promise.resolve([]) } }));
  assertEquals([gone.finding, gone.facts], ["app-missing", { appSid }]);

  const settings = {
    ...appSettings(publicUrl),
    voice_url: "https://me:secret@old.example/voice?token=secret",
    status_callback_method: "GET" as const,
  };
  const apps = () => Promise.resolve([{ sid: appSid, friendlyName: "Softphone-7", settings }]);
  const changed = await checkApp(makeBench({ twilio: { apps } }));
  assertEquals(changed.facts, {
    appSid,
    name: "Softphone-7",
    wrong: [
      {
        field: "voice",
        now: "https://old.example/voice",
        method: "POST",
        right: `${publicUrl}/inbound`,
      },
      { field: "status", now: `${publicUrl}/status`, method: "GET", right: `${publicUrl}/status` },
    ],
  });
  assertEquals(changed.repair, { by: "connection", steps: [{ action: "app" }] });
});

Deno.test("a number that points elsewhere is red, names what answers it, and is brought in again", async () => {
  const settings = {
    ...numberOf(london).settings,
    voice_application_sid: null,
    voice_url: "https://old-ivr.example/x",
  };
  const numbers = () => Promise.resolve([numberOf(berlin), numberOf(london, { settings })]);
  const found = await checkNumbers(makeBench({ twilio: { numbers } }));
  assertEquals([found.level, found.finding], ["red", "numbers-elsewhere"]);
  assertEquals(found.facts, {
    drifted: [{
      number: london,
      numberSid: sid("PN", "2"),
      answeredBy: { kind: "url", name: "old-ivr.example" },
      statusCallback: `${publicUrl}/status`,
      statusIsOurs: true,
    }],
    gone: [],
    here: [berlin],
    lost: 0,
  });
  assertEquals(found.repair, {
    by: "connection",
    steps: [{ action: "bring-in", numberSid: sid("PN", "2") }],
  });
});

Deno.test("whoever called a number while it led elsewhere is counted since the last call that came here", async () => {
  const elsewhere = numberOf(london, {
    settings: { ...here, voice_application_sid: null, voice_url: "https://old-ivr.example" },
  });
  const asked: string[] = [];
  const found = async (numbers: { last_at: string | null; since: string }) => {
    const bench = makeBench({
      facts: {
        numbers: [
          { number: berlin, since: ago(2000), last_at: ago(1), ring: 1, given: 1 },
          { number: london, ...numbers, ring: 1, given: 1 },
        ],
      },
      twilio: {
        numbers: () => Promise.resolve([numberOf(berlin), elsewhere]),
        callsIn: (number, since) => {
          asked.push(`${number} ${since.toISOString()}`);
          return Promise.resolve([
            { sid: sid("CA", "1"), from: "+14155550142" },
            { sid: sid("CA", "2"), from: "anonymous" },
            { sid: sid("CA", "3"), from: "+14155550142" },
          ]);
        },
      },
    });
    const { finding, facts } = await checkNumbers(bench);
    return [finding, "lost" in facts ? facts.lost : undefined];
  };
  const told = ["numbers-elsewhere" as const, 2];
  assertEquals(await found({ last_at: ago(3), since: ago(2000) }), told);
  assertEquals(await found({ last_at: null, since: ago(2) }), told);
  assertEquals(await found({ last_at: ago(300), since: ago(2000) }), told);
  assertEquals(asked, [
    `${london} 2026-11-25T09:00:10.000Z`,
    `${london} 2026-11-25T10:00:00.000Z`,
    `${london} 2026-11-24T12:00:00.000Z`,
  ]);
  const unsaid = makeBench({
    twilio: {
      numbers: () => Promise.resolve([numberOf(berlin), elsewhere]),
      callsIn: () => Promise.reject(new Failure("E-TWILIO")),
    },
  });
  const { level, facts } = await checkNumbers(unsaid);
  assertEquals([level, "lost" in facts ? facts.lost : undefined], ["red", null]);
});

Deno.test("a foreign status callback alone is amber; a number that is gone is red", async () => {
  const settings = { ...numberOf(london).settings, status_callback: null };
  const numbers = () => Promise.resolve([numberOf(berlin), numberOf(london, { settings })]);
  const found = await checkNumbers(makeBench({ twilio: { numbers } }));
  assertEquals([found.level, found.finding], ["amber", "numbers-status-elsewhere"]);

  const less = () => Promise.resolve([numberOf(berlin)]);
  const gone = await checkNumbers(makeBench({ twilio: { numbers: less } }));
  assertEquals([gone.level, gone.facts], ["red", {
    drifted: [],
    gone: [london],
    here: [berlin],
    lost: 0,
  }]);
  assertEquals(gone.repair, { by: "page", page: "numbers" });

  const none = await checkNumbers(makeBench({ facts: { numbers: [] } }));
  assertEquals([none.level, none.finding], ["amber", "numbers-none"]);
});
