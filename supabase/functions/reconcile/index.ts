import * as v from "valibot";
import { IdFieldSchema } from "../_shared/contracts/fields.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import {
  keepReconciled,
  readReconcileGrant,
  readRescueGrant,
} from "../_shared/data/reconciliation.ts";
import type { Asker } from "../_shared/domain/credentials.ts";
import type { TwilioWork } from "../_shared/domain/twilio_work.ts";
import { scheduledEndpoint } from "../_shared/http/scheduled_endpoint.ts";
import { fetchLeg, fetchLegs, listOpenLegs } from "../_shared/twilio/leg_states.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { workOn } from "../_shared/use_cases/twilio_work.ts";
import { reconcile } from "./reconcile.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

const schema = v.object({ workspaceId: IdFieldSchema });

const rescue = scheduledEndpoint({
  name: "reconcile",
  path: "/reconcile/rescue",
  schema,
  work: async (secret, { workspaceId }) => {
    const { asker, work } = await readRescueGrant(database, { workspaceId, secret });
    await Promise.all(work.map((one) => carryOut(workspaceId, asker, one)));
  },
});

const ask = scheduledEndpoint({
  name: "reconcile",
  path: "/reconcile",
  schema,
  work: (secret, { workspaceId }) =>
    reconcile({
      readGrant: () => readReconcileGrant(database, { workspaceId, secret }),
      listOpenLegs: (asker) => listOpenLegs(twilio, asker),
      fetchLegs: (asker, firstSid) => fetchLegs(twilio, asker, firstSid),
      fetchLeg: (asker, callSid) => fetchLeg(twilio, asker, callSid),
      keep: (calls) => keepReconciled(database, { workspaceId, secret, calls }),
      carryOut: (asker, work) => carryOut(workspaceId, asker, work),
    }),
});

Deno.serve((request) =>
  new URL(request.url).pathname === "/reconcile/rescue" ? rescue(request) : ask(request)
);

function carryOut(workspaceId: number, asker: Asker, work: TwilioWork): Promise<unknown> {
  return workOn({ database, twilio, publicUrl: environment.publicUrl }, {
    workspaceId,
    asker,
    work,
    commandId: null,
  });
}
