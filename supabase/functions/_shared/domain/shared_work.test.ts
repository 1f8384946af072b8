import { assertEquals, assertRejects } from "@std/assert";
import { shareWork } from "./shared_work.ts";

Deno.test("who asks meanwhile shares the outcome, who asks afterwards begins anew", async () => {
  const share = shareWork<number>();
  let begun = 0;
  const ask = (key: string) => share(key, () => Promise.resolve(++begun));
  assertEquals(await Promise.all([ask("a"), ask("a"), ask("b")]), [1, 1, 2]);
  assertEquals(await ask("a"), 3);
});

Deno.test("a failure is shared, too, and then forgotten", async () => {
  const share = shareWork<number>();
  const fail = () => share("a", () => Promise.reject(new Error("busy")));
  await Promise.all([fail, fail].map((ask) => assertRejects(ask, Error, "busy")));
  assertEquals(await share("a", () => Promise.resolve(1)), 1);
});
