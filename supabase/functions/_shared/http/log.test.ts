import { assertEquals } from "@std/assert";
import { type LogLine, makeLog } from "./log.ts";

const line = { level: "info", message: "came", function: "inbound", requestId: "r" } as const;

/** A log with a clock that a test moves. */
function bench() {
  const written: LogLine[] = [];
  const clock = { ms: 0 };
  return { log: makeLog((each) => written.push(each), () => clock.ms), written, clock };
}

Deno.test("telephone numbers are masked in whatever field they come, ids are not", () => {
  const { log, written } = bench();
  const callSid = "CA12345678901234567890123456789012";
  const requestId = "12345678-1234-4123-8123-123456789012";
  log({
    ...line,
    requestId,
    callSid,
    from: "+44 20 7946 0142",
    cause: "error sending request for url (https://x.example/?PhoneNumber=%2B442079460142)",
    fields: ["020 7946-0142"],
    other: { to: "+442079460142" },
  });
  assertEquals(written, [{
    ...line,
    requestId,
    callSid,
    from: "+44 ** **** **42",
    cause: "error sending request for url (https://x.example/?PhoneNumber=%2B44********42)",
    fields: ["02* ****-**42"],
    other: '{"to":"+44********42"}',
  }]);
});

Deno.test("a line stays short, whatever was sent", () => {
  const { log, written } = bench();
  const long = "x".repeat(64 * 1024);
  log({
    ...line,
    callSid: long,
    repeated: Array.from({ length: 200 }, () => long),
    nested: { long },
  });
  assertEquals(JSON.stringify(written).length < 4_000, true);
  log({ ...line, callSid: `${"x".repeat(299)}\u{1F600}` });
  assertEquals(String(written[1]?.["callSid"]).isWellFormed(), true);
});

Deno.test("a flood of one failure is a handful of lines that say how many were left out", () => {
  const { log, written, clock } = bench();
  const failure = { ...line, level: "error", code: "E-DATABASE" } as const;
  for (let i = 0; i < 1000; i++) log(failure);
  assertEquals(written.length, 25);
  assertEquals(written.slice(19).map(({ leftOut }) => leftOut), [
    undefined,
    11,
    31,
    63,
    127,
    255,
  ]);
  clock.ms += 60_000;
  log(failure);
  log(failure);
  assertEquals(written.slice(25).map(({ leftOut }) => leftOut), [1000 - 512, undefined]);
});

Deno.test("a flood of one failure leaves the others and what went well alone", () => {
  const { log, written } = bench();
  for (let i = 0; i < 100; i++) log({ ...line, code: "E-SIGNATURE" });
  written.length = 0;
  log({ ...line, level: "error", code: "E-DATABASE" });
  log({ ...line, level: "error", message: "a retired key stays" });
  for (let i = 0; i < 100; i++) log(line);
  assertEquals(written.length, 102);
});
