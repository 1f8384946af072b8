import { assertEquals } from "@std/assert";
import { FindingSchema, healthChecks } from "../_shared/contracts/health_findings.ts";
import { Failure } from "../_shared/domain/failure.ts";
import * as v from "valibot";
import { type Bench, Unreachable } from "./collaborators.ts";
import { runChecks } from "./run_checks.ts";
import { makeBench, wrongToken } from "./testing.ts";

/** What every check found, by its name. */
async function findings(bench: Bench): Promise<Record<string, string>> {
  const found = await runChecks(bench, (check, error) => {
    throw new Error(`${check} fell over`, { cause: error });
  });
  assertEquals(found.map(({ check }) => check), [...healthChecks]);
  for (const each of found) v.parse(FindingSchema, each);
  return Object.fromEntries(
    found.map(({ check, level, finding }) => [check, `${level} ${finding}`]),
  );
}

Deno.test("a connection in which all is well is green throughout", async () => {
  const levels = Object.values(await findings(makeBench())).map((each) => each.split(" ")[0]);
  assertEquals(new Set(levels), new Set(["green"]));
});

Deno.test("without an account, what needs it waits for the credentials, and the rest is checked", async () => {
  const found = await findings(
    makeBench({
      stored: { account_sid: null, auth_token: null, app_sid: null, api_key_sid: null },
      twilio: Object.fromEntries(
        [
          "account",
          "tryKey",
          "apps",
          "numbers",
          "region",
          "openCountries",
          "alerts",
          "recordingsOpen",
        ]
          .map((name) => [name, () => Promise.reject(new Failure("E-CONFIG"))]),
      ),
    }),
  );
  assertEquals(found["credentials"], "red credentials-missing");
  const others = Object.entries(found).filter(([, each]) => each !== "amber waits");
  assertEquals(others.map(([check]) => check), [
    "credentials",
    "reachable",
    "open-calls",
    "last-call",
    "agents",
  ]);
});

Deno.test("a token that Twilio refuses is red where it matters, and nothing else blames itself", async () => {
  const refused = Object.fromEntries(
    ["account", "apps", "numbers", "region", "openCountries", "alerts", "recordingsOpen"]
      .map((name) => [name, wrongToken]),
  );
  const found = await findings(makeBench({ twilio: refused }));
  assertEquals(found["credentials"], "red credentials-refused");
  assertEquals(found["signatures"], "red signatures-other-token");
  assertEquals(found["token-rotation"], "red rotation-suspected");
  assertEquals(found["api-key"], "green key-accepted");
  assertEquals([found["app"], found["numbers"], found["account"]], Array(3).fill("amber waits"));
});

Deno.test("a check that Twilio does not answer says so in its words and takes no other down", async () => {
  const failure = new Failure("E-TWILIO", { twilioCode: 20503, twilioMessage: "Unavailable" });
  const bench = makeBench({ twilio: { openCountries: () => Promise.reject(failure) } });
  const found = await runChecks(bench, () => {});
  assertEquals(found.filter(({ level }) => level !== "green"), [{
    check: "countries",
    level: "amber",
    finding: "not-checked",
    facts: { code: "E-TWILIO", twilioCode: 20503, twilioMessage: "Unavailable" },
    repair: null,
  }]);
});

Deno.test("a defect is reported and shown as one", async () => {
  const reported: string[] = [];
  const bench = makeBench({ twilio: { profile: () => Promise.reject(new TypeError("x")) } });
  const found = await runChecks(bench, (check) => reported.push(check));
  assertEquals(reported, ["concurrency"]);
  const [finding] = found.filter(({ check }) => check === "concurrency");
  assertEquals(finding?.facts, { code: "E-INTERNAL", twilioCode: null, twilioMessage: null });
});

Deno.test("while nobody answers at our address, signatures wait for that", async () => {
  const found = await findings(makeBench({ own: () => Promise.reject(new Unreachable("gone")) }));
  assertEquals(found["reachable"], "red functions-unreachable");
  assertEquals(found["signatures"], "amber waits");
});
