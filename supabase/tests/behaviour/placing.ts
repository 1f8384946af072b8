import assert from "node:assert/strict";
import { browserCall, sid } from "./forms.ts";
import { deliver, type Queries } from "./webhooks.ts";

/** What `place_call` answers. */
export interface Placed {
  ok: boolean;
  code?: string;
  call_id?: string;
  call_sid?: string | null;
  reused?: boolean;
  missing?: string[];
  scope?: string;
}

const people = { priya: 2, aoife: 3, weiling: 4, caoimhe: 6 };

/** Orders a call as the function `outbound` does. */
export async function place(
  sql: Queries,
  to = "+14155550142",
  {
    who = "priya",
    identity = who,
    from = "+493023125610",
    workspace = 1,
    mode = "browser",
    country = "US",
    emergency = false,
  }: {
    who?: keyof typeof people;
    identity?: string;
    from?: string;
    workspace?: number;
    mode?: string;
    country?: string | null;
    emergency?: boolean;
  } = {},
): Promise<Placed> {
  const [row] = await sql<{ answer: Placed }[]>`
    select public.place_call(
      ${`5eed0000-0000-4000-8000-00000000000${people[who]}`}, ${workspace}, ${identity}, ${to},
      ${from}, ${mode}, ${country}, ${emergency}) as answer`;
  assert.ok(row);
  return row.answer;
}

/** Redeems a ticket as the browser of `identity`; null when it was dialled, else the reason. */
export async function redeem(sql: Queries, ticket: string | undefined, n = 1, identity = "priya") {
  const said = await deliver(sql, browserCall(sid(n), identity, ticket ?? ""));
  assert.equal(said.verdict, "ok");
  if (said.answer?.["do"] === "dial-number") return null;
  assert.deepEqual(said.answer, { do: "say", sentence: "cannot-place" });
  return said.reason;
}
