import { CallRequestSchema } from "../_shared/contracts/call_command.ts";
import { beginCommand } from "../_shared/data/command.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { readWorkspaceCountry } from "../_shared/data/seat.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { workOn } from "../_shared/use_cases/twilio_work.ts";
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
      readCountry: (user, workspaceId) => readWorkspaceCountry(database, user, workspaceId),
      begin: (user, pressed, args) => beginCommand(database, user, pressed, args),
      carryOut: (work) => workOn({ database, twilio, publicUrl: environment.publicUrl }, work),
    }),
  describe: ({ workspaceId, callId, command }) => ({ workspaceId, callId, command }),
}));
