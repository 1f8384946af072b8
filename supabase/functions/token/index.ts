import { TokenRequestSchema } from "../_shared/contracts/token.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { keepFunctionsUrl } from "../_shared/data/functions_url.ts";
import { readVoiceGrant, storeApiKey } from "../_shared/data/seat.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { inBackground } from "../_shared/http/background.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { endRotation } from "../_shared/use_cases/end_rotation.ts";
import { createApiKey, deleteApiKey } from "../_shared/twilio/api_key.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { issueToken } from "./token.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

Deno.serve(personEndpoint({
  name: "token",
  schema: TokenRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: (userId, request) =>
    issueToken({ userId, ...request }, {
      readVoiceGrant: (seat) => readVoiceGrant(database, seat),
      storeApiKey: (stored) => storeApiKey(database, stored),
      createApiKey: (account) => createApiKey(twilio, account),
      deleteApiKey: (key) => deleteApiKey(twilio, key),
      deleteRetiredKeys: (workspaceId) =>
        inBackground(() => endRotation({ database, twilio, name: "token" }, workspaceId)),
      keepFunctionsUrl: () => keepFunctionsUrl(database, environment.publicUrl),
    }),
  describe: ({ workspaceId, identity }) => ({ workspaceId, identity }),
}));
