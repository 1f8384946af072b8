// A supervisor's part in somebody else's call: asked for by this page, then rung by our server, then answered by itself.
import type { Manner } from "../../../supabase/functions/_shared/contracts/call.ts";
import { mannerNow } from "../../../supabase/functions/_shared/contracts/supervision.ts";
import type { FollowSupervisors, Supervisors } from "../calls/supervisors.ts";
import type { Problem } from "../shared/problem.ts";
import type { PhoneServer } from "./server.ts";
import type { VoiceCall } from "./voice.ts";

/** How this person takes part in a call as its supervisor. */
export interface Supervision {
  callId: number;
  /** The seat that is listened to, as far as it is known. */
  agentId: number | null;
  /** What was asked for last. */
  wanted: Manner;
  /** Who hears this person, as Twilio was told; null until they are in the call. */
  manner: Manner | null;
  /** Epoch ms at which it was asked for; once they are in the call, since when they are. */
  since: number;
  /** Why the last press changed nothing. */
  problem: Problem | null;
  /** It is over, or never began, for that reason: it only tells why. */
  isOver: boolean;
}

export interface SupervisionDeps {
  server: Pick<PhoneServer, "command">;
  /** Whether the phone has a call of its own. */
  isBusy: () => boolean;
  myAgentId: number;
  loadSupervisors: () => Promise<FollowSupervisors>;
  now: () => number;
  newKey: () => string;
  after: (ms: number, run: () => void) => () => void;
  onChange: (supervision: Supervision | null) => void;
}

export interface SupervisionCore {
  /** Listens to a call, whispers to its seat or joins it; in the call already, changes which. */
  supervise: (callId: number, manner: Manner) => Promise<void>;
  /** Leaves it; the others talk on. Also takes away what was refused. */
  stop: () => void;
  /** Whether the phone is occupied by it. */
  isOn: () => boolean;
  /** An invitation to supervise: answered if this page has just asked for it, else refused. */
  take: (call: VoiceCall) => void;
}

/** From a press to the ring of this browser. Whatever rings later was not asked for by it. */
const ringLimitMs = 30_000;

export function openSupervision(deps: SupervisionDeps): SupervisionCore {
  let state: Supervision | null = null;
  let voice: VoiceCall | null = null;
  let stopFollowing = () => {};
  let cancelLimit = () => {};
  /** A press to change what is done in the call is on its way. */
  let isChanging = false;

  function set(to: Supervision | null): void {
    state = to;
    deps.onChange(state);
  }
  const isOn = () => state !== null && !state.isOver;
  const change = (part: Partial<Supervision>) => state && set({ ...state, ...part });

  function end(problem: Problem | null): void {
    cancelLimit();
    stopFollowing();
    stopFollowing = () => {};
    const open = voice;
    voice = null;
    open?.hangUp();
    set(state && problem ? { ...state, problem, isOver: true } : null);
  }

  function learn(callId: number, legs: Supervisors): void {
    if (!isOn() || state?.callId !== callId) return;
    const own = [...legs.values()].find(
      (leg) => leg.call_id === callId && leg.agent_id === deps.myAgentId,
    );
    if (!own) return;
    const since = own.joined_at === null ? state.since : Date.parse(own.joined_at);
    const manner = own.joined_at === null ? null : mannerNow(own);
    change({ agentId: own.supervises ?? state.agentId, manner, wanted: own.manner, since });
  }

  async function follow(callId: number): Promise<void> {
    try {
      const followSupervisors = await deps.loadSupervisors();
      if (isOn() && state?.callId === callId) {
        stopFollowing = followSupervisors((legs) => learn(callId, legs));
      }
    } catch {
      // Then nobody knows who hears this person, so they are not heard.
      stop();
    }
  }

  async function press(callId: number, manner: Manner): Promise<void> {
    const began = !isOn();
    if (began) {
      set({
        callId,
        agentId: null,
        wanted: manner,
        manner: null,
        since: deps.now(),
        problem: null,
        isOver: false,
      });
      void follow(callId);
      cancelLimit = deps.after(ringLimitMs, () => void (voice === null && stop()));
    } else {
      change({ wanted: manner, problem: null });
    }
    isChanging = !began;
    const answer = await deps.server.command(callId, deps.newKey(), { command: manner });
    isChanging = false;
    if (!isOn() || state?.callId !== callId) return;
    const isOut = !began && voice === null;
    if (isOut) return end(answer.ok ? null : answer.problem);
    if (answer.ok) return;
    if (began) end(answer.problem);
    else change({ wanted: state.manner ?? state.wanted, problem: answer.problem });
  }

  function closed(call: VoiceCall): void {
    if (voice !== call) return;
    voice = null;
    // Whoever can't be muted is put out: the answer to the press says why.
    if (!isChanging) end(null);
  }

  function stop(): void {
    if (!state) return;
    const { callId, isOver } = state;
    end(null);
    // Ours too, so that it ends also when the tab goes before the SDK has said so.
    if (!isOver) void deps.server.command(callId, deps.newKey(), { command: "leave" });
  }

  return {
    async supervise(callId, manner) {
      if (deps.isBusy() || isOn() && state?.callId !== callId) return;
      if (isOn() && state?.wanted === manner) return;
      await press(callId, manner);
    },
    stop,
    isOn,
    take(call) {
      const callId = Number(call.parameters.get("CallId"));
      // Whoever could ring this browser otherwise would hear the room.
      if (!isOn() || state?.callId !== callId || voice !== null) return call.reject();
      cancelLimit();
      voice = call;
      call.listen({ closed: () => closed(call) });
      call.accept();
    },
  };
}
