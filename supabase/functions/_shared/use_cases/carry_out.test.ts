import { assertEquals } from "@std/assert";
import type { Progress } from "../data/twilio_work.ts";
import type { TwilioRequest } from "../domain/twilio_work.ts";
import { carryOut } from "./carry_out.ts";

const request: TwilioRequest = { id: 1, leg_id: 2, kind: "end", call_sid: "CA1" };
const first = { callId: 7, requests: [request] };
const nothing = { callId: 7, requests: [] };

/** Keeps answers as the database would: it says in turn what comes next. */
function database(...progress: Progress[]) {
  const kept: unknown[] = [];
  const later: (() => Promise<void>)[] = [];
  let clock = 0;
  return {
    kept,
    later,
    collaborators: {
      perform: (requests: readonly TwilioRequest[]) =>
        Promise.resolve(
          requests.map(({ id }) => ({ id, outcome: "done" as const, code: null, facts: {} })),
        ),
      keep: (_callId: number, answers: readonly { id: number }[]) => {
        kept.push(answers.map(({ id }) => id));
        return Promise.resolve(progress.shift() ?? { outcome: null, work: nothing });
      },
      wait: (ms: number) => {
        clock += ms;
        return Promise.resolve();
      },
      later: (work: () => Promise<void>) => void later.push(work),
      now: () => clock,
    },
  };
}

Deno.test("it goes on until nothing is left to ask", async () => {
  const { kept, collaborators } = database(
    { outcome: null, work: { callId: 7, requests: [{ ...request, id: 2 }] } },
    { outcome: "done", work: null },
  );
  assertEquals(await carryOut(first, collaborators, { waits: true }), "done");
  assertEquals(kept, [[1], [2]]);
});

Deno.test("whoever pressed is answered as soon as it is done; the rest follows", async () => {
  const { kept, later, collaborators } = database(
    { outcome: "done", work: { callId: 7, requests: [{ ...request, id: 2 }] } },
    { outcome: null, work: null },
  );
  assertEquals(await carryOut(first, collaborators, { waits: true }), "done");
  assertEquals([kept, later.length], [[[1]], 1]);
  await later[0]?.();
  assertEquals(kept, [[1], [2]]);
});

Deno.test("whoever waits looks again until the callbacks have come", async () => {
  const { kept, collaborators } = database(
    { outcome: null, work: nothing },
    { outcome: null, work: nothing },
    { outcome: "failed", work: nothing },
  );
  assertEquals(await carryOut(first, collaborators, { waits: true }), "failed");
  assertEquals(kept, [[1], [], []]);
});

Deno.test("nobody waits for ever", async () => {
  const { collaborators } = database();
  assertEquals(await carryOut(first, collaborators, { waits: true }), null);
});

Deno.test("where nobody waits, others' requests are theirs", async () => {
  const { kept, collaborators } = database({ outcome: null, work: nothing });
  assertEquals(await carryOut(first, collaborators, { waits: false }), null);
  assertEquals(kept, [[1]]);
});
