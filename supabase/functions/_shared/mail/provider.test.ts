import { assertEquals, assertThrows } from "@std/assert";
import { readMailProvider } from "./provider.ts";

const all = {
  MAIL_API_URL: "https://api.mail.example/emails",
  MAIL_API_KEY: "key",
  MAIL_FROM: "Softphone <phone@example.com>",
};

const read = (variables: Record<string, string>) => readMailProvider((name) => variables[name]);

Deno.test("a mail provider is all three variables, or none of them", () => {
  assertEquals(read({}), null);
  assertEquals(read(all), { url: all.MAIL_API_URL, key: "key", from: all.MAIL_FROM });
  for (const name of ["MAIL_API_URL", "MAIL_API_KEY", "MAIL_FROM"]) {
    assertThrows(() => read({ ...all, [name]: "" }), Error, `Cannot start: ${name}`);
  }
});
