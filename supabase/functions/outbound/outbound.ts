import type { OutboundAnswer, OutboundRequest } from "../_shared/contracts/outbound.ts";
import type { PlacedCall, Seat } from "../_shared/data/seat.ts";
import type { ApiKey } from "../_shared/domain/api_key.ts";
import {
  normaliseNumber,
  parseDestination,
  type ReadDestination,
} from "../_shared/domain/destination.ts";
import { Failure } from "../_shared/domain/failure.ts";

/** What `placeOutboundCall` needs of the database and of Twilio. */
export interface OutboundCollaborators {
  readCountry: (seat: Seat) => Promise<string>;
  placeCall: (
    seat: Seat,
    call: { destination: ReadDestination; from: string; mode: "browser" | "server" },
  ) => Promise<PlacedCall>;
  readServerCallGrant: (seat: Seat) => Promise<{ accountSid: string; key: ApiKey }>;
  bindServerCall: (bound: { ticket: string; callSid: string }) => Promise<void>;
  ringDialer: (call: {
    accountSid: string;
    key: ApiKey;
    identity: string;
    from: string;
    ticket: string;
  }) => Promise<string>;
  cancelCall: (call: { accountSid: string; key: ApiKey; callSid: string }) => Promise<void>;
  /** Joins requests of one ticket that come at the same time (`shareWork`): they ring the dialer once. */
  ringOnce: (ticket: string, ring: () => Promise<string>) => Promise<string>;
}

/**
 * Records a call to be placed and answers its ticket. In server mode the agent's own dialer is rung
 * as well, and the destination is dialled once it has answered.
 * @throws Failure `E-SEAT`, `E-CONFIG`, `E-FROM`, `E-CALL-LIVE`, `E-DEST-…`, `E-HOURS`,
 * `E-PAUSED`, `E-CAP-…`, and in server mode `E-CREDENTIALS` and `E-TWILIO`
 */
export async function placeOutboundCall(
  userId: string,
  { To, From, WorkspaceId, identity, Mode }: OutboundRequest,
  collaborators: OutboundCollaborators,
): Promise<OutboundAnswer> {
  const seat: Seat = { userId, workspaceId: WorkspaceId, identity };
  const country = await collaborators.readCountry(seat);
  const destination = parseDestination(To, country);
  if (!destination.ok) throw new Failure(destination.code);
  const from = normaliseNumber(From, country);
  if (from === null) throw new Failure("E-FROM");

  const call = await collaborators.placeCall(seat, { destination, from, mode: Mode });
  const answer: OutboundAnswer = {
    callId: call.ticket,
    expiresAt: call.expiresAt,
    connect: { CallId: call.ticket },
  };
  if (Mode === "browser") return answer;
  const { ringOnce } = collaborators;
  const callSid = call.callSid ??
    await ringOnce(call.ticket, () => ring(seat, from, call, collaborators));
  return { ...answer, callSid };
}

/**
 * Rings the dialer and binds the ticket to that call. Of requests for one ticket that two instances of this function
 * answer the second to bind is refused: its call is ended before it disturbs anybody.
 */
async function ring(
  seat: Seat,
  from: string,
  { ticket }: PlacedCall,
  { readServerCallGrant, ringDialer, bindServerCall, cancelCall }: OutboundCollaborators,
): Promise<string> {
  const grant = await readServerCallGrant(seat);
  const callSid = await ringDialer({ ...grant, identity: seat.identity, from, ticket });
  try {
    await bindServerCall({ ticket, callSid });
  } catch (error) {
    await cancelCall({ ...grant, callSid });
    throw error;
  }
  return callSid;
}
