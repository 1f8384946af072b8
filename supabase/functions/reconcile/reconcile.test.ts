import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import type { LegState } from "../_shared/domain/leg_state.ts";
import { reconcile, type ReconcileCollaborators } from "./reconcile.ts";

const sid = (n: number) => `CA${String(n).padStart(32, "0")}`;
const leg = (n: number, status: string, parent: number | null = null): LegState => ({
  callSid: sid(n),
  parentCallSid: parent === null ? null : sid(parent),
  to: "client:priya",
  status,
  at: null,
  durationS: null,
});
const calls = [
  { id: 1, firstSid: sid(1), otherSids: [] },
  { id: 2, firstSid: sid(2), otherSids: [] },
  { id: 3, firstSid: sid(3), otherSids: [sid(31), sid(99)] },
];

function recording(more: Partial<ReconcileCollaborators> = {}) {
  const asked: string[] = [];
  let kept: unknown = null;
  const collaborators: ReconcileCollaborators = {
    readGrant: () =>
      Promise.resolve({
        accountSid: "AC",
        credentials: { username: "SK", password: "secret" },
        calls,
      }),
    listOpenLegs: () => {
      asked.push("list");
      return Promise.resolve([
        leg(1, "in-progress"),
        leg(11, "in-progress", 1),
        leg(99, "ringing"),
      ]);
    },
    fetchLegs: (_asker, first) => {
      asked.push(`fetch ${Number(first.slice(2))}`);
      return Promise.resolve(
        first === sid(2) ? [leg(2, "completed"), leg(21, "completed", 2)] : [],
      );
    },
    fetchLeg: (_asker, callSid) => {
      asked.push(`fetch one ${Number(callSid.slice(2))}`);
      return Promise.resolve(null);
    },
    keep: (found) => {
      kept = found;
      return Promise.resolve([{ callId: 2, requests: [] }]);
    },
    carryOut: (_asker, { callId }) => Promise.resolve(void asked.push(`work ${callId}`)),
    ...more,
  };
  return { asked, collaborators, kept: () => kept };
}

Deno.test("Twilio is asked once for what goes on, and then only for what is missing there", async () => {
  const { asked, collaborators, kept } = recording();
  await reconcile(collaborators);
  assertEquals(asked, ["list", "fetch 2", "fetch 3", "fetch one 31", "work 2"]);
  assertEquals(kept(), [
    { id: 1, legs: [leg(1, "in-progress"), leg(11, "in-progress", 1)] },
    { id: 2, legs: [leg(2, "completed"), leg(21, "completed", 2)] },
    {
      id: 3,
      legs: [{ ...leg(3, "failed"), to: "" }, { ...leg(31, "failed"), to: "" }, leg(99, "ringing")],
    },
  ]);
});

Deno.test("with nothing due Twilio is not asked", async () => {
  const { asked, collaborators } = recording({
    readGrant: () =>
      Promise.resolve({
        accountSid: "AC",
        credentials: { username: "", password: "" },
        calls: [],
      }),
  });
  await reconcile(collaborators);
  assertEquals(asked, []);
});

Deno.test("a call that Twilio does not answer for waits for the next run; the others are kept", async () => {
  const { collaborators, kept } = recording({
    fetchLegs: (_asker, first) =>
      first === sid(3)
        ? Promise.reject(new Failure("E-TWILIO", { twilioCode: 20429 }))
        : Promise.resolve([leg(2, "completed")]),
  });
  await reconcile(collaborators);
  assertEquals((kept() as { id: number }[]).map(({ id }) => id), [1, 2]);
});

Deno.test("credentials that Twilio refuses end the run", async () => {
  const { collaborators } = recording({
    listOpenLegs: () => Promise.reject(new Failure("E-CREDENTIALS")),
  });
  await assertRejects(() => reconcile(collaborators), Failure, "E-CREDENTIALS");
});
