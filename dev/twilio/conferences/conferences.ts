// All conferences, by account and friendly name.

import type { Ticker } from "../audio/ticker.ts";
import type { Call } from "../calls/call.ts";
import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Recordings } from "../recordings/recordings.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { Conference } from "./conference.ts";
import { isLabel } from "./labels.ts";
import type { JoinOrder } from "./order.ts";
import type { Participant } from "./participant.ts";
import type { Left } from "./reasons.ts";
import type { Loaded, Sounds } from "./sounds.ts";

/** How a leg's time in a conference ended. */
export interface Joined {
  left: Left;
  /** Null when it was refused. */
  conference: Conference | null;
}

export interface Conferences {
  /** Answers the leg, puts it in and resolves when it is in the conference no more. `signal`: it is wanted elsewhere. */
  join(call: Call, order: JoinOrder, signal: AbortSignal): Promise<Joined>;
  /** A leg that is being called and will join: what the API's create participant makes. */
  expect(call: Call, order: JoinOrder, earlyMedia: boolean): Participant;
  /** By SID, in any status. */
  get(accountSid: string, sid: string): Conference | null;
  /** The one of this name that is not completed. */
  running(accountSid: string, friendlyName: string): Conference | null;
  /** Oldest first, completed ones too. */
  all(accountSid: string): Conference[];
  /** Forgets all; those that run end first. */
  clear(): void;
}

export interface ConferencesOptions {
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  log: Log;
  webhooks: Webhooks;
  recordings: Recordings;
  sounds: Sounds;
}

/** More are forgotten, the oldest completed first. */
const MOST_KEPT = 2000;

export function createConferences(options: ConferencesOptions): Conferences {
  const { newSid, log, recordings } = options;
  const kept = new Map<string, Conference>();
  const tools = {
    ...options,
    started(conference: Conference) {
      const { record } = conference.first;
      if (record !== null) recordings.ofConference(conference, record);
    },
  };

  const running = (accountSid: string, friendlyName: string) =>
    [...kept.values()].findLast((conference) =>
      conference.account.sid === accountSid && conference.friendlyName === friendlyName &&
      conference.status !== "completed"
    ) ?? null;

  function find(call: Call, order: JoinOrder): Conference {
    const found = running(call.account.sid, order.conference);
    if (found !== null) return found;
    const init = { account: call.account, first: order, firstCallSid: call.sid };
    const made = new Conference({ ...init, sid: newSid("CF") }, tools);
    kept.set(made.sid, made);
    if (kept.size > MOST_KEPT) {
      const oldest = [...kept.values()].find(({ status }) => status === "completed");
      if (oldest !== undefined) kept.delete(oldest.sid);
    }
    return made;
  }

  /** A conference that nobody came into leaves no trace. */
  function letGo(conference: Conference): void {
    if (!conference.isUnused) return;
    kept.delete(conference.sid);
    conference.discard();
  }

  function turnAway(
    call: Call,
    from: Conference | null,
    why: { code: number; message: string },
  ): Joined {
    log("twiml warning", { call: call.sid, ...why });
    from?.turnAway(call);
    if (from !== null) letGo(from);
    return { left: "refused", conference: null };
  }

  return {
    async join(call, order, signal) {
      if (signal.aborted) return { left: call.isOver ? "hung-up" : "redirected", conference: null };
      const there = running(call.account.sid, order.conference);
      const refusal = refuse(there, call, order);
      if (refusal !== null) return turnAway(call, there, refusal);
      call.answer();
      const asked = find(call, order);
      let wait: Loaded | null = null;
      if (order.wait !== null && order.wait.url !== "" && asked.wouldWait(order)) {
        wait = await asked.waiting(call, order.wait);
        if (signal.aborted) {
          letGo(asked);
          return { left: call.isOver ? "hung-up" : "redirected", conference: null };
        }
        // Documented: a leg whose waitUrl fails is not put in.
        if (wait === null) {
          const message = `cannot play waitUrl ${order.wait.url}: not in the conference`;
          return turnAway(call, asked, { code: 13238, message });
        }
        // Others came, or it ended, while that was asked for.
        const late = refuse(running(call.account.sid, order.conference), call, order);
        if (late !== null) return turnAway(call, asked, late);
      }
      const conference = find(call, order);
      return { left: await conference.join(call, order, signal, wait), conference };
    },
    expect: (call, order, earlyMedia) => find(call, order).expect(call, order, earlyMedia),
    get(accountSid, sid) {
      const found = kept.get(sid);
      return found?.account.sid === accountSid ? found : null;
    },
    running,
    all: (accountSid) => [...kept.values()].filter(({ account }) => account.sid === accountSid),
    clear() {
      for (const conference of kept.values()) conference.end();
      kept.clear();
    },
  };
}

/** Why a leg may not join, null when it may. Documented: the Dial then goes on. */
function refuse(there: Conference | null, call: Call, order: JoinOrder) {
  const { label } = order;
  if (label !== null && !isLabel(label)) {
    return { code: 16023, message: `participant label "${label}" is invalid` };
  }
  const holder = label === null ? null : there?.find(label);
  if (holder != null && holder.call !== call) {
    return { code: 16025, message: `participant label "${label}" is in use` };
  }
  if (order.coach !== null && there?.find(order.coach)?.seat == null) {
    return { code: 13240, message: `${order.coach} is not in the conference to be coached` };
  }
  if (there?.isFullFor(call) === true) {
    return { code: 16020, message: `conference ${there.sid} is full` };
  }
  return null;
}
