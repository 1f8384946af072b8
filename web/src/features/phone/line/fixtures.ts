// Shared by this folder's tests, and those of what is said.
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { openLeg } from "../../../calls/fixtures.ts";
import { newTalk, type Talk } from "../../../phone/talk.ts";
import type { CallIn } from "../phases.ts";

export const me = 7;
export const priya = 8;
export const agents = new Map([[priya, "Priya Raman"], [9, "Aoife Ní Dhomhnaill"]]);

export const caller = openLeg();
export const mine = openLeg({ id: 92, role: "seat", agent_id: me });
export const colleague = openLeg({ id: 93, role: "seat", agent_id: priya });
export const outside = openLeg({
  id: 94,
  role: "outside",
  agent_id: me,
  address: "+493023125771",
});

export function held(leg: OpenLeg): OpenLeg {
  return { ...leg, held_since: "2026-11-25T10:02:00.000000+00:00" };
}

export function asked(leg: OpenLeg, purpose: OpenLeg["purpose"], by = me): OpenLeg {
  return { ...leg, purpose, asked_by: by };
}

export function ringing(leg: OpenLeg): OpenLeg {
  return { ...leg, status: "ringing" };
}

/** A talk with these, and this person, in a conference. */
export function together(...others: OpenLeg[]): Talk {
  return { ...newTalk, wiring: "conference", legs: [...others, mine] };
}

/** A call of somebody without a name, which is this talk. */
export function callWith(talk: Talk, more: Partial<CallIn<"in-call">> = {}): CallIn<"in-call"> {
  return {
    phase: "in-call",
    direction: "inbound",
    number: "+442079460142",
    name: null,
    line: "+493023125610",
    lineName: "Sales Berlin",
    callId: 41,
    since: 0,
    talk,
    ...more,
  };
}
