import { InviteRequestSchema } from "../_shared/contracts/invite.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { makeInvitation } from "../_shared/data/invitation.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { describeError, writeLog } from "../_shared/http/log.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { readMailProvider } from "../_shared/mail/provider.ts";
import { sendBy } from "../_shared/mail/send.ts";
import { invite } from "./invite.ts";
import { makeToken } from "./token.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);
const provider = readMailProvider();
const sendMail = provider && sendBy(provider);

Deno.serve(personEndpoint({
  name: "invite",
  schema: InviteRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: (userId, { workspaceId, ...invited }, { origin, requestId }) =>
    invite(invited, {
      webUrl: environment.webUrl ?? origin,
      makeToken,
      makeInvitation: (made) => makeInvitation(database, { userId, workspaceId }, made),
      sendMail,
      onMailFailed: (error) =>
        writeLog({
          level: "error",
          message: "invitation not mailed",
          function: "invite",
          requestId,
          workspaceId,
          cause: describeError(error),
        }),
    }),
  describe: ({ workspaceId, role }) => ({ workspaceId, role }),
}));
