import { assertEquals, assertThrows } from "@std/assert";
import { readEnvironment } from "./environment.ts";

const injected = {
  SUPABASE_URL: "https://x.supabase.co",
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_1"}',
};

function read(variables: Record<string, string>) {
  return readEnvironment((name) => variables[name]);
}

Deno.test("what Supabase injects is enough", () => {
  assertEquals(read(injected), {
    supabaseUrl: "https://x.supabase.co",
    secretKey: "sb_secret_1",
    jwks: null,
    publicUrl: "https://x.supabase.co/functions/v1",
    twilioApiUrl: "https://api.twilio.com",
    webOrigins: [],
    webUrl: null,
  });
});

Deno.test("our own variables replace the defaults, and a slash at the end does no harm", () => {
  const environment = read({
    ...injected,
    FUNCTIONS_PUBLIC_URL: "https://calls.example.com/",
    TWILIO_API_URL: "http://127.0.0.1:54330/",
    WEB_ORIGINS: "https://a.example.com, https://b.example.com",
    WEB_URL: "https://phone.example.com/",
  });
  assertEquals(environment.publicUrl, "https://calls.example.com");
  assertEquals(environment.twilioApiUrl, "http://127.0.0.1:54330");
  assertEquals(environment.webOrigins, ["https://a.example.com", "https://b.example.com"]);
});

Deno.test("projects with legacy keys work", () => {
  const environment = read({ SUPABASE_URL: "http://x", SUPABASE_SERVICE_ROLE_KEY: "eyJ.a.b" });
  assertEquals(environment.secretKey, "eyJ.a.b");
});

Deno.test("a missing or broken variable is named, and its value is not shown", () => {
  assertThrows(() => read({}), Error, "SUPABASE_URL");
  assertThrows(() => read({ ...injected, TWILIO_API_URL: "nowhere" }), Error, "TWILIO_API_URL");
  const error = assertThrows(
    () => read({ ...injected, SUPABASE_SECRET_KEYS: "sb_secret_bare" }),
    Error,
    "SUPABASE_SECRET_KEYS",
  );
  assertEquals(error.message.includes("sb_secret_bare"), false);
});
