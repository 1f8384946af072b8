// What the phone knows of its seat's call beyond its own: one file, loaded once the phone is up.
import type { SupabaseClient } from "@supabase/supabase-js";
import { createEffect, createMemo, createSignal, mapArray, on, onCleanup, untrack } from "solid-js";
import * as v from "valibot";
import { CallSchema } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { callColumns } from "../../calls/call-columns.ts";
import { followTopic } from "../../shared/live-topic.ts";
import { readRows } from "../../shared/read-rows.ts";
import { serverClock } from "../../shared/server-clock.ts";
import type { Seat } from "../../shared/workspace-data.ts";
import type { Phone } from "../phone-context.ts";
import type { PhoneActions, PhoneState } from "../phone-state.ts";
import type { PhoneServer } from "../server.ts";
import { beatCall } from "./beat.ts";
import { openSeatCall } from "./seat-call.ts";
import { openSoundChannel } from "./sound-channel.ts";

/** This page's own phone. */
interface OwnPhone {
  client: SupabaseClient;
  seat: Seat;
  server: PhoneServer;
  lineName: (number: string) => string | null;
  own: () => PhoneState;
  actions: PhoneActions;
  after: (ms: number, run: () => void) => () => void;
}

/** Beats for the page's own call, and shows the seat's where there is none; ends with whoever owns it. */
export function attachSeatCall(phone: OwnPhone): Pick<Phone, "state" | "actions"> {
  const { client, seat } = phone;
  const [changes, setChanges] = createSignal(0);
  const seatCall = openSeatCall({
    ...phone,
    own: () => untrack(phone.own),
    seatId: seat.id,
    phone: phone.actions,
    openSound: (onHeard) => openSoundChannel(seat.id, onHeard),
    now: serverClock.now,
    newKey: () => crypto.randomUUID(),
    onChange: () => setChanges((count) => count + 1),
  });
  createEffect(on(phone.own, seatCall.changed));

  /** The one that the person hears, and the one that waits beside it. */
  const talks = () => {
    const { call, second } = phone.own();
    return [call, second].flatMap((one) =>
      one?.phase === "in-call" && one.callId !== null ? [{ ...one, callId: one.callId }] : []
    );
  };
  const beats = mapArray(() => talks().map(({ callId }) => callId), (callId) => {
    onCleanup(
      beatCall(
        client,
        callId,
        () =>
          untrack(talks).some((talk) =>
            talk.callId === callId && talk.direction === "outbound" && talk.talk.wiring === "plain"
          ),
      ),
    );
  });
  createEffect(beats);

  const read = () => readOpenCalls(client, seat).then((rows) => rows.forEach(seatCall.onRow));
  onCleanup(followTopic(client, `agent:${seat.id}`, {
    event: "call",
    onJoin: () => void read().catch((error: unknown) => console.warn(error)),
    onPayload(payload) {
      const row = v.safeParse(CallSchema, payload);
      if (row.success) seatCall.onRow(row.output);
      else console.warn("Cannot read call: unknown shape");
    },
  }));
  onCleanup(seatCall.close);

  const state = createMemo(() => {
    changes();
    phone.own();
    return seatCall.shown();
  });
  return { state, actions: () => seatCall.actions };
}

/** The calls that go on and that the seat is in, or was until its page was gone. */
async function readOpenCalls(client: SupabaseClient, { id, workspaceId }: Seat) {
  const inIt = JSON.stringify([{ agent_id: id }]);
  const query = client.from("call").select(callColumns).eq("workspace_id", workspaceId)
    .is("ended_at", null)
    .or(`agent_id.eq.${id},interrupted_by.eq.${id},open_legs.cs.${inIt}`);
  return await readRows(query.limit(10), CallSchema);
}
