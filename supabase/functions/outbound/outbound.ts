import * as v from "valibot";
import { IdentitySchema } from "../_shared/contracts/fields.ts";
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
  callColleague: (seat: Seat, colleague: string) => Promise<PlacedCall>;
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
  /** Ends the order. The SID of a call that Twilio began all the same, or null. */
  failServerCall: (ticket: string) => Promise<string | null>;
}

/**
 * Records a call to be placed and answers its ticket. In server mode the agent's own dialer is rung
 * as well, and the destination is dialled once it has answered.
 * @throws Failure `E-SEAT`, `E-CONFIG`, `E-FROM`, `E-TARGET`, `E-CALL-LIVE`, `E-DEST-…`, `E-HOURS`,
 * `E-PAUSED`, `E-CAP-…`, and in server mode `E-CREDENTIALS` and `E-TWILIO`
 */
export async function placeOutboundCall(
  userId: string,
  { To, From, WorkspaceId, identity, Mode }: OutboundRequest,
  collaborators: OutboundCollaborators,
): Promise<OutboundAnswer> {
  const seat: Seat = { userId, workspaceId: WorkspaceId, identity };
  const colleague = colleagueOf(To);
  if (colleague !== null && Mode === "browser") {
    return answerOf(await collaborators.callColleague(seat, colleague));
  }
  const country = await collaborators.readCountry(seat);
  const destination = parseDestination(To, country);
  if (!destination.ok) throw new Failure(destination.code);
  const from = normaliseNumber(From, country);
  if (from === null) throw new Failure("E-FROM");

  const call = await collaborators.placeCall(seat, { destination, from, mode: Mode });
  const answer = answerOf(call);
  if (Mode === "browser") return answer;
  // The database gives one request the new ticket, and that one rings: whoever asks for the same meanwhile, on whatever
  // instance, only learns the ticket.
  const callSid = call.reused ? call.callSid : await ring(seat, from, call, collaborators);
  return callSid === null ? answer : { ...answer, callSid };
}

function answerOf({ ticket, expiresAt }: PlacedCall): OutboundAnswer {
  return { callId: ticket, expiresAt, connect: { CallId: ticket } };
}

/** The identity in `client:<identity>`; null for everything else, which is read as a number. */
function colleagueOf(to: string): string | null {
  const identity = to.startsWith("client:") ? to.slice("client:".length) : null;
  return v.is(IdentitySchema, identity) ? identity : null;
}

/**
 * Rings the dialer and binds the ticket to that call. When it can't be rung, the order is over, so that the next press
 * is a new one and nothing dials this one later.
 */
async function ring(
  seat: Seat,
  from: string,
  { ticket }: PlacedCall,
  collaborators: OutboundCollaborators,
): Promise<string> {
  const { readServerCallGrant, ringDialer, bindServerCall, cancelCall, failServerCall } =
    collaborators;
  try {
    const grant = await readServerCallGrant(seat);
    const callSid = await ringDialer({ ...grant, identity: seat.identity, from, ticket });
    try {
      await bindServerCall({ ticket, callSid });
    } catch (error) {
      await cancelCall({ ...grant, callSid });
      throw error;
    }
    return callSid;
  } catch (error) {
    // Where the database can't be asked, the ticket expires by itself.
    const begun = await failServerCall(ticket).catch(() => null);
    // Twilio's answer was lost, but the call's first webhook was not.
    if (begun !== null && isUnsure(error)) return begun;
    throw error;
  }
}

/** Twilio did not answer, or not clearly: the call may have been made. */
function isUnsure(error: unknown): boolean {
  return error instanceof Failure && error.code === "E-TWILIO";
}
