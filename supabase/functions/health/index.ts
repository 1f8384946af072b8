import * as v from "valibot";
import { IdFieldSchema } from "../_shared/contracts/fields.ts";
import { HealthRequestSchema } from "../_shared/contracts/health.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { writeLog } from "../_shared/http/log.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { endRotation } from "../_shared/use_cases/end_rotation.ts";
import { scheduledEndpoint } from "../_shared/http/scheduled_endpoint.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { checkHealth, type Workshop } from "./health.ts";
import { placeTestCall } from "./test_call.ts";

const environment = readEnvironment();
const { publicUrl, twilioApiUrl } = environment;
const database = connectDatabase(environment);
const twilio = connectTwilio({ ...environment, quoteTwilio: true });
const workshop: Workshop = { publicUrl, twilioApiUrl, database, rest: twilio, log: writeLog };

const forPeople = personEndpoint({
  name: "health",
  schema: HealthRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: async (userId, request) =>
    request.action === "test-call"
      ? await placeTestCall(workshop, { ...request, userId })
      : await checkHealth(workshop, { workspaceId: request.workspaceId, userId }),
  describe: ({ action, workspaceId }) => ({ action, workspaceId }),
});

const onSchedule = scheduledEndpoint({
  name: "health",
  path: "/health/scheduled",
  schema: v.object({ workspaceId: IdFieldSchema }),
  work: async (secret, { workspaceId }) => {
    await checkHealth(workshop, { workspaceId, secret });
    // With nobody online no other function would end a rotation.
    await endRotation({ database, twilio, name: "health" }, workspaceId);
  },
});

Deno.serve((request) =>
  new URL(request.url).pathname.startsWith("/health/") ? onSchedule(request) : forPeople(request)
);
