import { assertEquals, assertRejects } from "@std/assert";
import type { OutboundRequest } from "../_shared/contracts/outbound.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { type OutboundCollaborators, placeOutboundCall } from "./outbound.ts";

const ticket = "0b6c3f6e-7c0d-4a53-9f0e-0a4e8f6f2a11";
const expiresAt = "2026-11-25T12:01:00Z";
const grant = {
  accountSid: "AC" + "1".repeat(32),
  key: { sid: "SK" + "1".repeat(32), secret: "secret" },
};
const request: OutboundRequest = {
  To: "030 23125 610",
  From: "+49 30 901820",
  WorkspaceId: 1,
  identity: "priya",
  Mode: "browser",
};
const seat = { userId: "u", workspaceId: 1, identity: "priya" };

/** Collaborators that note what was asked of them, in order. */
function collaborators(given: Partial<OutboundCollaborators> = {}) {
  const said: [string, ...unknown[]][] = [];
  const note =
    <A extends unknown[], R>(name: string, act: (...asked: A) => Promise<R>) => (...asked: A) => {
      said.push([name, ...asked]);
      return act(...asked);
    };
  const all: OutboundCollaborators = {
    readCountry: () => Promise.resolve("DE"),
    placeCall: () => Promise.resolve({ ticket, expiresAt, reused: false, callSid: null }),
    callColleague: () => Promise.resolve({ ticket, expiresAt, reused: false, callSid: null }),
    readServerCallGrant: () => Promise.resolve(grant),
    bindServerCall: () => Promise.resolve(),
    ringDialer: () => Promise.resolve("CA1"),
    cancelCall: () => Promise.resolve(),
    failServerCall: () => Promise.resolve(null),
    ...given,
  };
  return {
    said,
    readCountry: note("country", all.readCountry),
    placeCall: note("place", all.placeCall),
    callColleague: note("colleague", all.callColleague),
    readServerCallGrant: note("grant", all.readServerCallGrant),
    bindServerCall: note("bind", all.bindServerCall),
    ringDialer: note("ring", all.ringDialer),
    cancelCall: note("cancel", all.cancelCall),
    failServerCall: note("fail", all.failServerCall),
  };
}

Deno.test("a call is placed with both numbers in E.164 and answers what the browser connects with", async () => {
  const given = collaborators();
  assertEquals(await placeOutboundCall("u", request, given), {
    callId: ticket,
    expiresAt,
    connect: { CallId: ticket },
  });
  assertEquals(given.said, [
    ["country", seat],
    ["place", seat, {
      destination: { ok: true, to: "+493023125610", country: "DE", emergency: false },
      from: "+4930901820",
      mode: "browser",
    }],
  ]);
});

Deno.test("an emergency number goes to the database as it is dialled: it knows of the address", async () => {
  const given = collaborators({
    placeCall: () => Promise.reject(new Failure("E-DEST-EMERGENCY")),
  });
  await assertRejects(
    () => placeOutboundCall("u", { ...request, To: "1 1 0" }, given),
    Failure,
    "E-DEST-EMERGENCY",
  );
  const destination = { ok: true, to: "110", country: "DE", emergency: true };
  assertEquals(given.said.at(-1), [
    "place",
    seat,
    { destination, from: "+4930901820", mode: "browser" },
  ]);
});

Deno.test("a destination that nobody may call is not recorded", async () => {
  const cases: [string, string][] = [
    ["0900 1234567", "E-DEST-PREMIUM"],
    ["client:no identity", "E-DEST-ADDRESS"],
    ["sip:tom@pbx.example", "E-DEST-ADDRESS"],
  ];
  for (const [To, code] of cases) {
    const given = collaborators();
    await assertRejects(
      () => placeOutboundCall("u", { ...request, To }, given),
      Failure,
      code,
    );
    assertEquals(given.said, [["country", seat]]);
  }
});

Deno.test("a colleague is called by identity: no number is read, and From counts for nothing", async () => {
  const given = collaborators();
  assertEquals(
    await placeOutboundCall("u", { ...request, To: "client:tom", From: "" }, given),
    { callId: ticket, expiresAt, connect: { CallId: ticket } },
  );
  assertEquals(given.said, [["colleague", seat, "tom"]]);
});

Deno.test("our server rings no dialer for a call to a colleague", async () => {
  const given = collaborators();
  await assertRejects(
    () => placeOutboundCall("u", { ...request, To: "client:tom", Mode: "server" }, given),
    Failure,
    "E-DEST-ADDRESS",
  );
});

Deno.test("a From that is no number is nobody's number", async () => {
  const given = collaborators();
  await assertRejects(
    () => placeOutboundCall("u", { ...request, From: "Sales" }, given),
    Failure,
    "E-FROM",
  );
});

Deno.test("in server mode the dialer is rung from the number and the ticket bound to that call", async () => {
  const given = collaborators();
  const answer = await placeOutboundCall("u", { ...request, Mode: "server" }, given);
  assertEquals(answer.callSid, "CA1");
  assertEquals(given.said.slice(2), [
    ["grant", seat],
    ["ring", { ...grant, identity: "priya", from: "+4930901820", ticket }],
    ["bind", { ticket, callSid: "CA1" }],
  ]);
});

Deno.test("a repeated server-mode order names the call that rings already", async () => {
  const given = collaborators({
    placeCall: () => Promise.resolve({ ticket, expiresAt, reused: true, callSid: "CA1" }),
  });
  const answer = await placeOutboundCall("u", { ...request, Mode: "server" }, given);
  assertEquals(answer.callSid, "CA1");
  assertEquals(given.said.map(([name]) => name), ["country", "place"]);
});

Deno.test("a server-mode order that another request, on whatever instance, is ringing for is not rung again", async () => {
  const given = collaborators({
    placeCall: () => Promise.resolve({ ticket, expiresAt, reused: true, callSid: null }),
  });
  const answer = await placeOutboundCall("u", { ...request, Mode: "server" }, given);
  assertEquals(answer, { callId: ticket, expiresAt, connect: { CallId: ticket } });
  assertEquals(given.said.map(([name]) => name), ["country", "place"]);
});

Deno.test("a call that cannot be bound is ended, and so is its order", async () => {
  const given = collaborators({
    bindServerCall: () => Promise.reject(new Failure("E-TICKET")),
  });
  await assertRejects(
    () => placeOutboundCall("u", { ...request, Mode: "server" }, given),
    Failure,
    "E-TICKET",
  );
  assertEquals(given.said.slice(-2), [["cancel", { ...grant, callSid: "CA1" }], ["fail", ticket]]);
});

Deno.test("an order whose dialer can't be rung is over, whatever stands in the way", async () => {
  const broken: [Partial<OutboundCollaborators>, string][] = [
    [{ readServerCallGrant: () => Promise.reject(new Failure("E-CONFIG")) }, "E-CONFIG"],
    [{ ringDialer: () => Promise.reject(new Failure("E-CREDENTIALS")) }, "E-CREDENTIALS"],
    [{ ringDialer: () => Promise.reject(new Failure("E-TWILIO")) }, "E-TWILIO"],
    [{
      ringDialer: () => Promise.reject(new Failure("E-TWILIO")),
      failServerCall: () => Promise.reject(new Failure("E-DATABASE")),
    }, "E-TWILIO"],
  ];
  for (const [what, code] of broken) {
    const given = collaborators(what);
    await assertRejects(
      () => placeOutboundCall("u", { ...request, Mode: "server" }, given),
      Failure,
      code,
    );
    assertEquals(given.said.at(-1), ["fail", ticket]);
  }
});

Deno.test("when Twilio's answer is lost, the call that it began all the same is the answer", async () => {
  const given = collaborators({
    ringDialer: () => Promise.reject(new Failure("E-TWILIO")),
    failServerCall: () => Promise.resolve("CA7"),
  });
  const answer = await placeOutboundCall("u", { ...request, Mode: "server" }, given);
  assertEquals(answer.callSid, "CA7");
});
