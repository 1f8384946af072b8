import type { JSX } from "solid-js";
import type { Health, HealthCheck } from "../../../web/src/health/health.tsx";
import { fixedNow } from "./fixed-time.ts";

const query = new URLSearchParams(location.search);
const [since, checked] = [3_480, 40].map((seconds) =>
  new Date(fixedNow - seconds * 1000).toISOString()
);
const moments = { since: since ?? "", checked_at: checked ?? "" };
const sid = (kind: string) => `${kind}${"7".repeat(32)}`;
const [berlin, london, boston] = ["+493023125610", "+442079460142", "+14155550100"] as const;

/** The people, numbers and troubles of the mock. */
const found: readonly HealthCheck[] = [
  {
    check: "numbers",
    level: "red",
    finding: "numbers-elsewhere",
    facts: {
      drifted: [{
        number: london,
        numberSid: sid("PN"),
        answeredBy: { kind: "url", name: "old-ivr.example" },
        statusCallback: null,
        statusIsOurs: false,
      }],
      gone: [],
      here: [berlin, boston],
      lost: 2,
    },
    repair: { by: "connection", steps: [{ action: "bring-in", numberSid: sid("PN") }] },
    ...moments,
  },
  {
    check: "last-call",
    level: "amber",
    finding: "last-calls-old",
    facts: { quiet: [{ number: boston, lastAt: "2026-06-01T10:00:00Z" }], numbers: 3 },
    repair: { by: "test-call", number: boston },
    ...moments,
  },
  {
    check: "countries",
    level: "amber",
    finding: "countries-closed",
    facts: { closed: ["CH"], open: ["DE", "GB", "US"] },
    repair: { by: "twilio", page: "geoPermissions" },
    ...moments,
  },
  {
    check: "credentials",
    level: "green",
    finding: "credentials-accepted",
    facts: { accountSid: sid("AC"), name: "Nordlicht Reisen GmbH" },
    repair: null,
    ...moments,
  },
  {
    check: "api-key",
    level: "green",
    finding: "key-accepted",
    facts: { keySid: sid("SK") },
    repair: null,
    ...moments,
  },
  {
    check: "app",
    level: "green",
    finding: "app-right",
    facts: { appSid: sid("AP"), name: "Softphone-7" },
    repair: null,
    ...moments,
  },
  {
    check: "emergency",
    level: "green",
    finding: "emergency-registered",
    facts: { numbers: [berlin, london, boston] },
    repair: null,
    ...moments,
  },
  {
    check: "webhook-errors",
    level: "green",
    finding: "webhook-errors-none",
    facts: { requests: 1906 },
    repair: null,
    ...moments,
  },
];

export function useHealth(): Health {
  const checks = query.get("health") === "broken" ? found : [];
  return {
    checks: () => checks.length > 0 ? checks : null,
    unreadable: () => false,
    broken: () => checks.filter(({ level }) => level === "red"),
    refetch: () => Promise.resolve(),
    wanted: () => null,
    want: () => {},
  };
}

export function HealthProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}
