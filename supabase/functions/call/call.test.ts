import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { type CallCollaborators, commandCall } from "./call.ts";

const request = {
  id: "5eed0000-0000-4000-8000-00000000c0de",
  workspaceId: 1,
  callId: 7,
  command: "end",
} as const;
const account = {
  accountSid: `AC${"1".repeat(32)}`,
  credentials: { username: "SK", password: "secret" },
};
const legs = [`CA${"1".repeat(32)}`, `CA${"2".repeat(32)}`];

/** Collaborators that write down what they are asked. */
function recording(more: Partial<CallCollaborators> = {}) {
  const asked: unknown[] = [];
  const collaborators: CallCollaborators = {
    begin: () => Promise.resolve({ outcome: null, ask: { ...account, legs } }),
    endLeg: ({ callSid }) => Promise.resolve(void asked.push(callSid)),
    finish: (_request, end) => Promise.resolve(void asked.push(end)),
    ...more,
  };
  return { asked, collaborators };
}

Deno.test("every leg is ended, and what came of it is kept", async () => {
  const { asked, collaborators } = recording();
  assertEquals(await commandCall("user", request, collaborators), { outcome: "done" });
  assertEquals(asked, [...legs, { outcome: "done", answer: {} }]);
});

Deno.test("a press that is known asks nothing of Twilio and is answered as before", async () => {
  for (
    const [outcome, answer] of [["done", "done"], ["failed", "failed"], [null, "running"]] as const
  ) {
    const { asked, collaborators } = recording({
      begin: () => Promise.resolve({ outcome, ask: null }),
    });
    assertEquals(await commandCall("user", request, collaborators), { outcome: answer });
    assertEquals(asked, []);
  }
});

Deno.test("what Twilio refuses is kept as failed, and told", async () => {
  const { asked, collaborators } = recording({
    endLeg: () => Promise.reject(new Failure("E-TWILIO", { twilioCode: 20429 })),
  });
  await assertRejects(() => commandCall("user", request, collaborators), Failure, "E-TWILIO");
  assertEquals(asked, [{ outcome: "failed", answer: { code: "E-TWILIO", twilioCode: 20429 } }]);
});
