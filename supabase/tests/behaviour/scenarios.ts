import { browserCall, child, dialOver, incomingCall, parentOver, sid } from "./forms.ts";
import type { Webhook } from "./webhooks.ts";

/** A recorded call: how it begins, what Twilio then says, and how it must end. */
export interface Scenario {
  name: string;
  /** The call is to this seat, and to no telephone. */
  colleague?: string;
  first(ticket: string): Webhook;
  events: Webhook[];
  /** Columns of `call`, and each leg as `<to>: <status>`. */
  ends: Record<string, unknown> & { legs: string[] };
  /** The same when the action never comes: then the outcome is assumed. */
  endsWithoutAction: Record<string, unknown> & { legs: string[] };
}

const parent = sid(1);
const outside = { sid: sid(2), parent, to: "+14155550142" };
const priya = { sid: sid(3), parent, to: "client:priya" };
const aoife = { sid: sid(4), parent, to: "client:aoife" };
const jonas = { sid: sid(5), parent, to: "client:jonas" };

const out = (ticket: string) => browserCall(parent, "priya", ticket);
const caller = () => incomingCall(parent, "+33199001734", "+493023125610");
const over = (status: string, to: string) => `${to}: ${status}`;
const unanswered = { agent: "priya", answered: false, duration_s: null };

export const scenarios: Scenario[] = [
  {
    name: "out, answered, the other side hangs up",
    first: out,
    events: [
      child(outside, "initiated", 0, 0),
      child(outside, "ringing", 1, 1),
      child(outside, "in-progress", 2, 8),
      child(outside, "completed", 3, 70, { talked: 62, sip: 200 }),
      dialOver(parent, "in-progress", {
        DialCallStatus: "completed",
        DialCallSid: outside.sid,
        DialCallDuration: "62",
        DialBridged: "true",
      }),
      parentOver(parent, 71, 71),
    ],
    ends: {
      status: "completed",
      assumed: false,
      ended_by: "other",
      agent: "priya",
      answered: true,
      duration_s: 62,
      legs: [over("completed", ""), over("completed", outside.to)],
    },
    endsWithoutAction: {
      status: "completed",
      assumed: true,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: 62,
      legs: [over("completed", ""), over("completed", outside.to)],
    },
  },
  ...(["busy", "no-answer", "failed"] as const).map((status): Scenario => ({
    name: `out, ${status}`,
    first: out,
    events: [
      child(outside, "initiated", 0, 0),
      child(outside, "ringing", 1, 1),
      child(outside, status, 2, 30, { talked: 0, sip: 486 }),
      dialOver(parent, "in-progress", { DialCallStatus: status, DialCallSid: outside.sid }),
      parentOver(parent, 31, 31),
    ],
    ends: {
      status,
      assumed: false,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: null,
      legs: [over("completed", ""), over(status, outside.to)],
    },
    endsWithoutAction: {
      status,
      assumed: true,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: null,
      legs: [over("completed", ""), over(status, outside.to)],
    },
  })),
  {
    name: "out, the agent hangs up while it rings",
    first: out,
    events: [
      child(outside, "initiated", 0, 0),
      child(outside, "ringing", 1, 1),
      child(outside, "canceled", 2, 6, { talked: 0 }),
      dialOver(parent, "completed", { DialCallStatus: "no-answer", DialCallSid: outside.sid }),
      parentOver(parent, 6, 6),
    ],
    ends: {
      status: "canceled",
      assumed: false,
      ended_by: "agent",
      agent: "priya",
      answered: false,
      duration_s: null,
      legs: [over("completed", ""), over("canceled", outside.to)],
    },
    endsWithoutAction: {
      status: "canceled",
      assumed: true,
      ended_by: "agent",
      agent: "priya",
      answered: false,
      duration_s: null,
      legs: [over("completed", ""), over("canceled", outside.to)],
    },
  },
  {
    name: "out, a mailbox picks up and is never bridged",
    first: out,
    events: [
      child(outside, "ringing", 0, 1),
      child(outside, "in-progress", 1, 20),
      child(outside, "completed", 2, 24, { talked: 4, sip: 200 }),
      dialOver(parent, "in-progress", {
        DialCallStatus: "completed",
        DialCallSid: outside.sid,
        DialBridged: "false",
      }),
      parentOver(parent, 25, 25),
    ],
    ends: {
      status: "no-answer",
      assumed: false,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: null,
      legs: [over("completed", ""), over("completed", outside.to)],
    },
    endsWithoutAction: {
      status: "completed",
      assumed: true,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: 4,
      legs: [over("completed", ""), over("completed", outside.to)],
    },
  },
  {
    name: "in, the second of three answers, the caller hangs up",
    first: caller,
    events: [
      child(priya, "initiated", 0, 0),
      child(aoife, "initiated", 0, 0),
      child(jonas, "initiated", 0, 0),
      child(priya, "ringing", 1, 1),
      child(aoife, "ringing", 1, 1),
      child(jonas, "ringing", 1, 1),
      child(aoife, "in-progress", 2, 7),
      child(priya, "canceled", 2, 7, { talked: 0 }),
      child(jonas, "canceled", 2, 7, { talked: 0 }),
      child(aoife, "completed", 3, 100, { talked: 93, sip: 200 }),
      dialOver(parent, "completed", {
        DialCallStatus: "completed",
        DialCallSid: aoife.sid,
        DialCallDuration: "93",
        DialBridged: "true",
      }),
      parentOver(parent, 100, 100),
    ],
    ends: {
      status: "completed",
      assumed: false,
      ended_by: "other",
      agent: "aoife",
      answered: true,
      duration_s: 93,
      legs: [
        over("completed", "+493023125610"),
        over("canceled", priya.to),
        over("completed", aoife.to),
        over("canceled", jonas.to),
      ],
    },
    endsWithoutAction: {
      status: "completed",
      assumed: true,
      ended_by: null,
      agent: "aoife",
      answered: false,
      duration_s: 93,
      legs: [
        over("completed", "+493023125610"),
        over("canceled", priya.to),
        over("completed", aoife.to),
        over("canceled", jonas.to),
      ],
    },
  },
  {
    name: "in, missed: nobody answers in time",
    first: caller,
    events: [
      child(priya, "ringing", 0, 1),
      child(aoife, "ringing", 0, 1),
      child(priya, "no-answer", 1, 30, { talked: 0 }),
      child(aoife, "busy", 1, 12, { talked: 0 }),
      dialOver(parent, "in-progress", { DialCallStatus: "no-answer", DialCallSid: priya.sid }),
      parentOver(parent, 36, 6),
    ],
    ends: {
      status: "no-answer",
      assumed: false,
      ended_by: null,
      agent: null,
      answered: false,
      duration_s: null,
      legs: [
        over("completed", "+493023125610"),
        over("no-answer", priya.to),
        over("busy", aoife.to),
      ],
    },
    endsWithoutAction: {
      status: "no-answer",
      assumed: true,
      ended_by: null,
      agent: null,
      answered: false,
      duration_s: null,
      legs: [
        over("completed", "+493023125610"),
        over("no-answer", priya.to),
        over("busy", aoife.to),
      ],
    },
  },
  {
    name: "in, the caller hangs up while it rings",
    first: caller,
    events: [
      child(priya, "ringing", 0, 1),
      child(aoife, "ringing", 0, 1),
      child(priya, "canceled", 1, 5, { talked: 0 }),
      child(aoife, "canceled", 1, 5, { talked: 0 }),
      dialOver(parent, "completed", { DialCallStatus: "canceled" }),
      parentOver(parent, 5, 0),
    ],
    ends: {
      status: "canceled",
      assumed: false,
      ended_by: "other",
      agent: null,
      answered: false,
      duration_s: null,
      legs: [
        over("completed", "+493023125610"),
        over("canceled", priya.to),
        over("canceled", aoife.to),
      ],
    },
    endsWithoutAction: {
      status: "canceled",
      assumed: true,
      ended_by: "other",
      agent: null,
      answered: false,
      duration_s: null,
      legs: [
        over("completed", "+493023125610"),
        over("canceled", priya.to),
        over("canceled", aoife.to),
      ],
    },
  },
  {
    name: "to a colleague, who answers and hangs up",
    colleague: "aoife",
    first: out,
    events: [
      child(aoife, "initiated", 0, 0),
      child(aoife, "ringing", 1, 1),
      child(aoife, "in-progress", 2, 8),
      child(aoife, "completed", 3, 70, { talked: 62, sip: 200 }),
      dialOver(parent, "in-progress", {
        DialCallStatus: "completed",
        DialCallSid: aoife.sid,
        DialCallDuration: "62",
        DialBridged: "true",
      }),
      parentOver(parent, 71, 71),
    ],
    ends: {
      status: "completed",
      assumed: false,
      ended_by: "other",
      agent: "priya",
      answered: true,
      duration_s: 62,
      people: [
        "aoife: ring took 62 2026-11-22 10:00:08+00 2026-11-22 10:01:10+00",
        "priya: order took 62 2026-11-22 10:01:10+00",
      ],
      legs: [over("completed", ""), over("completed", aoife.to)],
    },
    endsWithoutAction: {
      status: "completed",
      assumed: true,
      ended_by: null,
      agent: "priya",
      answered: false,
      duration_s: 62,
      legs: [over("completed", ""), over("completed", aoife.to)],
    },
  },
  ...(["busy", "no-answer"] as const).map((status): Scenario => ({
    name: `to a colleague, ${status === "busy" ? "who declines" : "who does not answer"}`,
    colleague: "aoife",
    first: out,
    events: [
      child(aoife, "initiated", 0, 0),
      child(aoife, "ringing", 1, 1),
      child(aoife, status, 2, 30, { talked: 0 }),
      dialOver(parent, "in-progress", { DialCallStatus: status, DialCallSid: aoife.sid }),
      parentOver(parent, 31, 31),
    ],
    // Twilio says "busy" also of a page that was only reloaded, so it is not believed.
    ends: {
      ...unanswered,
      status: "no-answer",
      assumed: false,
      ended_by: null,
      legs: [over("completed", ""), over(status, aoife.to)],
    },
    endsWithoutAction: {
      ...unanswered,
      status: "no-answer",
      assumed: true,
      ended_by: null,
      legs: [over("completed", ""), over(status, aoife.to)],
    },
  })),
  {
    name: "to a colleague, and whoever called gives up",
    colleague: "aoife",
    first: out,
    events: [
      child(aoife, "initiated", 0, 0),
      child(aoife, "ringing", 1, 1),
      child(aoife, "canceled", 2, 6, { talked: 0 }),
      dialOver(parent, "completed", { DialCallStatus: "no-answer", DialCallSid: aoife.sid }),
      parentOver(parent, 6, 6),
    ],
    ends: {
      ...unanswered,
      status: "canceled",
      assumed: false,
      ended_by: "agent",
      legs: [over("completed", ""), over("canceled", aoife.to)],
    },
    endsWithoutAction: {
      ...unanswered,
      status: "canceled",
      assumed: true,
      ended_by: "agent",
      legs: [over("completed", ""), over("canceled", aoife.to)],
    },
  },
];
