import { CallRequestSchema } from "../_shared/contracts/call_command.ts";
import { beginCommand, finishCommand } from "../_shared/data/command.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { endLeg } from "../_shared/twilio/end_leg.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { commandCall } from "./call.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

Deno.serve(personEndpoint({
  name: "call",
  schema: CallRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: (userId, request) =>
    commandCall(userId, request, {
      begin: (user, pressed) => beginCommand(database, user, pressed),
      endLeg: (leg) => endLeg(twilio, leg),
      finish: (pressed, end) => finishCommand(database, pressed, end),
    }),
  describe: ({ workspaceId, callId, command }) => ({ workspaceId, callId, command }),
}));
