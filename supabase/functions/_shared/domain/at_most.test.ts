import { assertEquals } from "@std/assert";
import { atMost } from "./at_most.ts";

Deno.test("so many at once and no more, and a failure gives its place on", async () => {
  let now = 0;
  let most = 0;
  const ask = atMost(2, async (n: number) => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
    if (n === 1) throw new Error("no");
    return n;
  });
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => ask(n)));
  assertEquals(most, 2);
  assertEquals(results.map(({ status }) => status === "fulfilled"), [
    false,
    true,
    true,
    true,
    true,
  ]);
});
