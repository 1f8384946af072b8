import { NumbersRequestSchema } from "../_shared/contracts/numbers.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { storeOf, twilioOf } from "./collaborators.ts";
import { answerNumbers } from "./numbers.ts";

const environment = readEnvironment();
const { publicUrl } = environment;
const database = connectDatabase(environment);
const twilio = twilioOf(connectTwilio({ ...environment, quoteTwilio: true }));

Deno.serve(personEndpoint({
  name: "numbers",
  schema: NumbersRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: (userId, request) => {
    const { workspaceId } = request;
    const store = storeOf(database, { userId, workspaceId });
    return answerNumbers(request, { publicUrl, store, twilio });
  },
  describe: ({ action, workspaceId }) => ({ action, workspaceId }),
}));
