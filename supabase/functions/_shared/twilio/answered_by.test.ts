import { assertEquals } from "@std/assert";
import { answeredBy } from "./answered_by.ts";
import { appSettings } from "./app_settings.ts";
import type { NumberSettings } from "./voice_settings.ts";

const sid = (kind: string, digit: string) => kind + digit.repeat(32);
const old = { voice_url: "https://old.example.com/twiml" };
const blank: NumberSettings = {
  voice_url: null,
  voice_method: null,
  voice_fallback_url: null,
  voice_fallback_method: null,
  status_callback: null,
  status_callback_method: null,
  voice_application_sid: null,
  trunk_sid: null,
};
const doorBell = {
  sid: sid("AP", "5"),
  friendlyName: "Door bell",
  settings: appSettings("https://door.example.com"),
};

Deno.test("an app or a trunk wins over the voice URL, and Twilio's own hosts have names", () => {
  const kinds = [
    [{ ...old, voice_application_sid: sid("AP", "1") }, "here", null],
    [{ ...old, voice_application_sid: sid("AP", "5") }, "app", "Door bell"],
    [{ voice_application_sid: sid("AP", "6") }, "app", null],
    [{ ...old, trunk_sid: sid("TK", "1") }, "trunk", null],
    [old, "url", "old.example.com"],
    [{ voice_url: "https://handler.twilio.com/twiml/EH1" }, "bin", null],
    [{ voice_url: "https://demo.twilio.com/welcome/voice/" }, "demo", null],
    [{ voice_url: "" }, "nothing", null],
  ] as const;
  for (const [settings, kind, name] of kinds) {
    const found = answeredBy({ ...blank, ...settings }, [doorBell], sid("AP", "1"));
    assertEquals(found, { kind, name });
  }
});
