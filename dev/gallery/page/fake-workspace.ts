import { createClient } from "@supabase/supabase-js";
import type { JSX } from "solid-js";
import type { Colleague, OpenWorkspace, Seat } from "../../../web/src/shared/workspace.tsx";
import type { Pause } from "../../../web/src/shared/pause.ts";
import type { Policy } from "../../../supabase/functions/_shared/contracts/policy.ts";
import { fixedNow } from "./fixed-time.ts";

const query = new URLSearchParams(location.search);
const role = query.get("role") === "admin" ? "admin" : "agent";
const isPaused = query.get("pause") === "minutes";
const hasNumber = query.get("numbers") !== "none";

const seat: Seat = {
  id: 1,
  workspaceId: 1,
  role,
  identity: "jonas",
  displayName: "Jonas Lindqvist",
  active: true,
};
const nordlicht = { id: 1, name: "Nordlicht Reisen", country: "DE" };
const fjordline = { id: 2, name: "Fjordline Cruises", country: "GB" };

const colleagues: Colleague[] = [
  { agentId: 2, name: "Priya Raman", status: "available", since: fixedNow },
  { agentId: 3, name: "Aoife Ní Dhomhnaill", status: "on-a-call", since: fixedNow - 240_000 },
  { agentId: 4, name: "Tan Wei-Ling", status: "away", since: fixedNow },
  {
    agentId: 5,
    name: "Siobhán Featherstonehaugh-Cholmondeley",
    status: "offline",
    since: fixedNow - 3_600_000,
  },
  { agentId: 6, name: "Mateusz Zieliński", status: "wrap-up", since: fixedNow },
];

/** To the midnight after the mocks' moment. */
const pause: Pause = {
  cause: "minutes",
  limit: 600,
  until: Date.parse("2026-06-18T00:00:00+02:00"),
  timeZone: "Europe/Berlin",
};

/** Nobody answers; the pages of Setup want something to ask. */
const client = createClient("http://127.0.0.1:9", "gallery", {
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
});

const policy: Policy = {
  workspace_id: 1,
  allowed_countries: ["DE", "GB"],
  agent_calls_per_minute: 20,
  agent_minutes_per_day: 480,
  workspace_calls_per_minute: 60,
  workspace_minutes_per_day: 3000,
  when_capped: "refuse",
  time_zone: "Europe/Berlin",
  calling_hours: null,
  block_withheld: false,
  paused_at: null,
  paused_until: null,
  pause_cause: null,
  pause_limit: null,
  wrap_up_s: 45,
  outcome_required: query.get("outcome") !== "free",
};

const workspace: OpenWorkspace = {
  status: () => "ready",
  workspace: () => nordlicht,
  seat: () => seat,
  seats: () => [
    { seat, workspace: nordlicht },
    { seat: { ...seat, id: 9, workspaceId: 2 }, workspace: fjordline },
  ],
  enter: () => Promise.resolve(true),
  fromNumbers: () =>
    hasNumber
      ? [
        { number: "+493023125610", name: "Sales Berlin" },
        { number: "+442079460142", name: "London reservations" },
      ]
      : [],
  lines: () =>
    new Map([["+493023125610", "Sales Berlin"], ["+442079460142", "London reservations"]]),
  emergencyLines: () => new Set(),
  policy: () => query.has("outcome") ? policy : null,
  pause: () => isPaused ? pause : null,
  agentNames: () => new Map(colleagues.map(({ agentId, name }) => [agentId, name])),
  colleagues: () => colleagues,
  chosenPresence: () => null,
  wrapUp: () => query.has("wrap-up") ? { until: fixedNow + 42_000 } : null,
  isConnected: () => true,
  refresh: () => {},
  client: () => client,
};

export function useWorkspace(): OpenWorkspace {
  return workspace;
}

export function WorkspaceProvider(props: { children: JSX.Element }): JSX.Element {
  return props.children;
}
