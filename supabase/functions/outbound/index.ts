import { OutboundRequestSchema } from "../_shared/contracts/outbound.ts";
import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import {
  bindServerCall,
  callColleague,
  failServerCall,
  placeCall,
  readCountry,
  readServerCallGrant,
} from "../_shared/data/seat.ts";
import { verifyUsersOf } from "../_shared/data/user.ts";
import { personEndpoint } from "../_shared/http/person_endpoint.ts";
import { cancelCall, ringDialer } from "../_shared/twilio/calls.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { placeOutboundCall } from "./outbound.ts";

const environment = readEnvironment();
const { publicUrl } = environment;
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

Deno.serve(personEndpoint({
  name: "outbound",
  schema: OutboundRequestSchema,
  webOrigins: environment.webOrigins,
  verifyUser: verifyUsersOf(environment),
  answer: (userId, request) =>
    placeOutboundCall(userId, request, {
      readCountry: (seat) => readCountry(database, seat),
      placeCall: (seat, call) => placeCall(database, seat, call),
      callColleague: (seat, colleague) => callColleague(database, seat, colleague),
      readServerCallGrant: (seat) => readServerCallGrant(database, seat),
      bindServerCall: (bound) => bindServerCall(database, bound),
      ringDialer: (call) => ringDialer(twilio, { ...call, publicUrl }),
      cancelCall: (call) => cancelCall(twilio, call),
      failServerCall: (ticket) => failServerCall(database, ticket),
    }),
  describe: ({ To, From, WorkspaceId, identity, Mode }) => ({
    to: To,
    from: From,
    workspaceId: WorkspaceId,
    identity,
    mode: Mode,
  }),
}));
