// A Voice SDK client without media: registers, is rung, places calls, as a script says.

import * as v from "valibot";
import type { Ticker } from "../audio/ticker.ts";
import { silence, tone } from "../audio/sources.ts";
import { ANONYMOUS, type CallOrigin, type Clients, type VerifiedToken } from "../calls/party.ts";
import type { Clock } from "../clock.ts";
import { createFarEnd, type FarEnd } from "../phones/scripted-far-end.ts";
import type { CallView } from "./call-view.ts";

/** Body of `POST /_control/clients/{id}`. */
export const clientOrder = v.strictObject({
  do: v.picklist(["register", "connect", "accept", "reject", "speak", "hangup", "drop"]),
  /** `connect`: the connect parameters. `accept`, `speak`: `{"tone": "440"}` is what the client says from then on. */
  params: v.optional(v.record(v.string(), v.string()), {}),
});
export type ClientOrder = v.InferOutput<typeof clientOrder>;

/** As `/_control/clients` shows it. */
interface ClientView {
  id: string;
  identity: string;
  registered: boolean;
  calls: {
    sid: string | null;
    direction: "incoming" | "outgoing";
    state: "ringing" | "connecting" | "open";
    /** Custom parameters of an incoming call. */
    params: Record<string, string>;
    /** As `/_control/calls` shows it; null until there is one. */
    leg: CallView | null;
  }[];
}

export interface ControlClient {
  /** What could not be done, as a sentence; null when it was. */
  order(order: ClientOrder): string | null;
  view(): ClientView;
  /** Gone without a word. */
  drop(): void;
}

interface Running {
  farEnd: FarEnd;
  view: Omit<ClientView["calls"][number], "leg">;
}

export interface ControlClientOptions {
  id: string;
  token: VerifiedToken;
  clients: Clients;
  origin: CallOrigin;
  clock: Clock;
  ticker: Ticker;
  adopt: (farEnd: FarEnd) => void;
  /** Null when there is no such leg. */
  leg: (sid: string) => CallView | null;
}

/** How long Twilio waits for a lost client to come back (the SDK's default for a token's reconnect). */
const LOST_MS = 10_000;

export function createControlClient(options: ControlClientOptions): ControlClient {
  const { id, token, clients, origin, clock, ticker } = options;
  const identity = token.identity ?? ANONYMOUS;
  const running = new Set<Running>();
  let leave: (() => void) | null = null;
  let hz: number | null = null;

  /** A far end of this client, on its list until it is over. */
  function farEnd(view: Running["view"]): Running {
    const one: Running = {
      view,
      farEnd: createFarEnd({
        address: `client:${identity}`,
        ticker,
        speech: () => hz === null ? silence() : tone(hz),
        hooks: {
          accepted: () => view.state = "open",
          progressed: () => view.state = "ringing",
          over: () => void running.delete(one),
        },
      }),
    };
    options.adopt(one.farEnd);
    running.add(one);
    return one;
  }

  function register(): string | null {
    if (!token.incomingAllowed) return "The token does not allow incoming calls";
    leave ??= clients.register(token.accountSid, identity, {
      ring: (call) =>
        farEnd({ sid: call.callSid, direction: "incoming", state: "ringing", params: call.params })
          .farEnd.party,
    });
    return null;
  }

  function connect(params: Record<string, string>): string | null {
    const { accountSid, appSid } = token;
    if (appSid === null) return "The token may not place calls";
    const one = farEnd({ sid: null, direction: "outgoing", state: "connecting", params: {} });
    const { party } = one.farEnd;
    const placed = origin.clientCalls({ accountSid, appSid, identity, params, party });
    if ("callSid" in placed) one.view.sid = placed.callSid;
    else running.delete(one);
    return "error" in placed ? `${placed.error.code} ${placed.error.message}` : null;
  }

  function withCall(
    fits: (view: Running["view"]) => boolean,
    act: (one: Running) => void,
  ): string | null {
    const one = [...running].find(({ view }) => fits(view));
    if (one === undefined) return "There is no such call at this client";
    act(one);
    return null;
  }
  const rings = (view: Running["view"]) =>
    view.direction === "incoming" && view.state === "ringing";

  function drop() {
    leave?.();
    leave = null;
    for (const one of running) {
      clock.after(LOST_MS, () => {
        if (rings(one.view)) one.farEnd.script.refuse("no-answer", 480);
        else one.farEnd.script.hangUp();
      });
    }
  }

  return {
    order({ do: what, params }) {
      switch (what) {
        case "register":
          return register();
        case "connect":
          return connect(params);
        case "accept":
          hz = Number(params["tone"]) || null;
          return withCall(rings, (one) => {
            one.view.state = "open";
            one.farEnd.script.answer();
          });
        case "speak":
          hz = Number(params["tone"]) || null;
          break;
        case "reject":
          return withCall(rings, (one) => one.farEnd.script.refuse("busy", 603));
        case "hangup":
          return withCall((view) => !rings(view), (one) => one.farEnd.script.hangUp());
        case "drop":
          drop();
      }
      return null;
    },
    view: () => ({
      id,
      identity,
      registered: leave !== null,
      calls: [...running].map(({ view }) => ({
        ...view,
        leg: view.sid === null ? null : options.leg(view.sid),
      })),
    }),
    drop,
  };
}
