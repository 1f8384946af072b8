// A supervised call, for the tests of listening, whispering and joining.
import { assertEquals } from "@std/assert";
import type { Sql } from "./stack.ts";
import {
  answer,
  callNow,
  done,
  type Person,
  person,
  placesCall,
  pressed,
  takesCall,
} from "./talks.ts";
import { until } from "./until.ts";

export const customer = "+442079460111";
export const zofiaSays = 900;
export const siobhanSays = 1500;
export const customerSays = 500;

/** Zofia talks to the customer, and Siobhán supervises. */
export async function talk(sql: Sql, direction: "in" | "out" = "in") {
  const siobhan = await person(sql, siobhanSays, { rings: false, role: "supervisor" });
  const zofia = await person(sql, zofiaSays);
  const callId = await (direction === "in" ? takesCall : placesCall)(sql, zofia, customer);
  return { siobhan, zofia, callId };
}

/** Siobhán's browser answers what it asked for. */
export async function supervises(sql: Sql, who: Person, callId: number, command: string) {
  assertEquals(await pressed(who, callId, command), done);
  const params = await answer(who);
  await until(async () =>
    (await callNow(sql, callId)).open_legs.some(({ role, status }) =>
      role === "supervisor" && status === "connected"
    )
  );
  return params;
}

/** How each supervisor in the call takes part. */
export const manners = async (sql: Sql, callId: number) =>
  (await callNow(sql, callId)).open_legs.flatMap(({ role, manner }) =>
    role === "supervisor" ? [manner] : []
  );

/** What the audit log has of the person. */
export const lines = (sql: Sql, { agentId }: Person) =>
  sql<{ action: string }[]>`
    select action from public.audit_log where agent_id = ${agentId} and action like 'call.%' order by id`
    .then((rows) => rows.map(({ action }) => action.slice(5)));

/** The two talk, and hear nobody else. */
export const asBefore = ({ zofia }: { zofia: Person }) => ({
  [customer]: [zofiaSays],
  [zofia.identity]: [customerSays],
});
