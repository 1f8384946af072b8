import { assertEquals, assertRejects } from "@std/assert";
import type { CallRequest } from "../_shared/contracts/call_command.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { type CallCollaborators, commandCall } from "./call.ts";

const pressed = { id: "5eed0000-0000-4000-8000-00000000c0de", workspaceId: 1, callId: 7 };
const request: CallRequest = { ...pressed, command: "end" };
const asker = {
  accountSid: `AC${"1".repeat(32)}`,
  credentials: { username: "SK", password: "secret" },
};
const work = { callId: 7, requests: [] };

/** Collaborators that write down what they are asked. */
function recording(more: Partial<CallCollaborators> = {}) {
  const asked: unknown[] = [];
  const collaborators: CallCollaborators = {
    readCountry: () => Promise.resolve("GB"),
    begin: (_user, { command }, args) => {
      asked.push([command, args]);
      return Promise.resolve({ outcome: null, work, asker });
    },
    carryOut: (left) => {
      asked.push(left);
      return Promise.resolve("done");
    },
    ...more,
  };
  return { asked, collaborators };
}

Deno.test("a press is kept, then carried out, and its outcome answered", async () => {
  const { asked, collaborators } = recording();
  assertEquals(await commandCall("user", request, collaborators), { outcome: "done" });
  assertEquals(asked, [["end", {}], { workspaceId: 1, asker, work, commandId: pressed.id }]);
});

Deno.test("a press that is known asks nothing of Twilio and is answered as before", async () => {
  for (
    const [outcome, answer] of [["done", "done"], ["failed", "failed"], [null, "running"]] as const
  ) {
    const { asked, collaborators } = recording({
      begin: () => Promise.resolve({ outcome, work: null, asker: null }),
    });
    assertEquals(await commandCall("user", request, collaborators), { outcome: answer });
    assertEquals(asked, []);
  }
});

Deno.test("what is not over in time is running", async () => {
  const { collaborators } = recording({ carryOut: () => Promise.resolve(null) });
  assertEquals(await commandCall("user", request, collaborators), { outcome: "running" });
});

Deno.test("a number is read in the workspace's country before anything is kept", async () => {
  const { asked, collaborators } = recording();
  const add = (to: string): CallRequest => ({
    ...pressed,
    command: "add",
    target: { kind: "number", to },
    word: "refund",
  });
  await commandCall("user", add("020 7946 0018"), collaborators);
  const target = { kind: "number", to: "+442079460018", country: "GB", emergency: false };
  assertEquals(asked[0], ["add", { target, word: "refund" }]);
  await assertRejects(
    () => commandCall("user", add("0900"), collaborators),
    Failure,
    "E-DEST",
  );
  assertEquals(asked.length, 2);
});
