import { assertEquals } from "@std/assert";
import { isPrivateHost, withoutSecrets } from "./public_host.ts";

Deno.test("addresses of this machine and its network are private", () => {
  const cases = [
    ["http://127.0.0.1:54321/functions/v1", true],
    ["http://localhost:54321", true],
    ["http://[::1]:54321", true],
    ["https://192.168.1.4", true],
    ["https://172.16.0.1", true],
    ["https://172.32.0.1", false],
    ["https://phone.local", true],
    ["https://x.supabase.co/functions/v1", false],
    ["https://calls.example.com", false],
  ] as const;
  for (const [url, expected] of cases) assertEquals(isPrivateHost(url), expected, url);
});

Deno.test("of another's address only host and path are told", () => {
  assertEquals(
    withoutSecrets("https://u:p@old.example/twiml?key=1#x"),
    "https://old.example/twiml",
  );
  assertEquals(withoutSecrets("not an address"), null);
  assertEquals(withoutSecrets("mailto:x@example.com"), null);
  assertEquals(withoutSecrets(""), null);
});
