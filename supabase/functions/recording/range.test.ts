import { assertEquals } from "@std/assert";
import { oneRange, readRange, slice } from "./range.ts";

Deno.test("only one range of bytes is handed on", () => {
  assertEquals(
    ["bytes=0-1", " bytes=-3 ", "bytes=0-1,4-5", "bytes=0-,0-,0-", "lines=0-1", "", null].map(
      oneRange,
    ),
    ["bytes=0-1", "bytes=-3", null, null, null, null, null],
  );
});

Deno.test("each form of a range, and what is none", () => {
  const cases: [string | null, ReturnType<typeof readRange>][] = [
    ["bytes=0-1", { first: 0, last: 1 }],
    ["bytes=4-", { first: 4, last: 9 }],
    ["bytes=-3", { first: 7, last: 9 }],
    ["bytes=-30", { first: 0, last: 9 }],
    ["bytes=8-300", { first: 8, last: 9 }],
    ["bytes=10-", "outside"],
    ["bytes=-0", "outside"],
    ["bytes=5-4", null],
    ["bytes=0-1,4-5", null],
    ["bytes=-", null],
    ["lines=0-1", null],
    ["bytes=99999999999999999-", null],
    [null, null],
  ];
  for (const [header, part] of cases) assertEquals(readRange(header, 10), part, String(header));
});

function pieces(...lengths: number[]) {
  let at = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const length = lengths.shift();
      if (length === undefined) return controller.close();
      controller.enqueue(Uint8Array.from({ length }, () => at++));
    },
    cancel: () => void (cancelled = true),
  }, { highWaterMark: 0 });
  return { stream, wasCancelled: () => cancelled };
}

Deno.test("a part is cut across pieces, and what follows is not read", async () => {
  for (
    const [first, last] of [[0, 0], [3, 3], [2, 7], [0, 9], [9, 9], [4, 6]] as const
  ) {
    const { stream } = pieces(4, 3, 3);
    const bytes = new Uint8Array(await new Response(slice(stream, { first, last })).arrayBuffer());
    assertEquals([...bytes], Array.from({ length: last - first + 1 }, (_, n) => first + n));
  }
  const { stream, wasCancelled } = pieces(4, 3, 3);
  await new Response(slice(stream, { first: 1, last: 2 })).arrayBuffer();
  assertEquals(wasCancelled(), true);
});

Deno.test("a listener who goes stops the reading", async () => {
  const { stream, wasCancelled } = pieces(4, 3, 3);
  await slice(stream, { first: 0, last: 9 }).cancel();
  assertEquals(wasCancelled(), true);
});
