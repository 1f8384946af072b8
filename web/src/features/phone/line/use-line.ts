import { createMemo } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import { newTalk } from "../../../phone/talk.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { type Party, partyOf } from "../party.ts";
import { isLostAt } from "../lost.ts";
import { callIn } from "../phases.ts";
import { isOnHold, type LineUp, lineUpOf } from "./line-up.ts";
import { nameOf, partyOn, shortNameOf } from "./people.ts";
import { people } from "./words.ts";

const nobody: Party = { name: null, number: null };

/** Who is on the line of the running call, by name. */
export function useLine() {
  const { state, clock } = usePhone();
  const { seat, agentNames } = useWorkspace();
  const call = () => callIn(state().call, "in-call");
  const lineUp = createMemo<LineUp>(() => lineUpOf(call()?.talk ?? newTalk, seat()?.id ?? 0));
  const party = () => call() ?? nobody;
  return {
    call,
    lineUp,
    agents: agentNames,
    party: (leg: OpenLeg) => partyOn(leg, party(), agentNames()),
    name: (leg: OpenLeg) => nameOf(leg, party(), agentNames()),
    shortName: (leg: OpenLeg) => shortNameOf(leg, party(), agentNames()),
    /** Whom a call that is given away is about, and who else is in it. */
    waitingName: (): string => {
      const { waiting, talking, consulted } = lineUp();
      const [first, ...more] = [...waiting, ...talking].filter(({ id }) => id !== consulted?.id);
      if (more.length > 0) return people.theOthers;
      return first ? shortNameOf(first, party(), agentNames()) : partyOf(party());
    },
    isOnHold: () => isOnHold(lineUp()),
    /** Whether the keys that need others on the line mean something now. */
    canCommand: () => {
      const running = call();
      return running !== null && running.callId !== null && !isLostAt(running, clock());
    },
  };
}
