// Whether a number may call emergency services from a registered address
// (https://www.twilio.com/docs/voice/tutorials/emergency-calling-for-programmable-voice).

import type { IncomingNumber } from "../accounts/resources.ts";
import { invalid } from "./answer.ts";
import { field, type RestRequest, word } from "./request.ts";

/** How long an address is on its way to the emergency services. Assumed; a live account takes seconds. */
const REGISTRATION_MS = 5000;

export function emergencyResource(number: IncomingNumber, now: number) {
  const { emergencyAddressSid, emergencySetAt } = number;
  const registered = now >= emergencySetAt + REGISTRATION_MS;
  return {
    emergency_status: number.emergencyStatus,
    emergency_address_sid: emergencyAddressSid || null,
    emergency_address_status: emergencyAddressSid === ""
      ? "unregistered"
      : registered
      ? "registered"
      : "pending-registration",
  };
}

/** What an update changes. @throws {Refusal} 20001 (assumed) for an address that is none, or Active without one */
export function readEmergency(request: RestRequest, before: IncomingNumber, now: number) {
  const sid = field(request, "EmergencyAddressSid") ?? before.emergencyAddressSid;
  const emergencyStatus = word(request, "EmergencyStatus", ["Active", "Inactive"]) ??
    before.emergencyStatus;
  if (sid !== "" && request.account.addresses.get(sid)?.emergencyEnabled !== true) {
    throw invalid(20001, `${sid} is no address for emergency calls`);
  }
  if (emergencyStatus === "Active" && sid === "") {
    throw invalid(20001, "EmergencyStatus Active needs an EmergencyAddressSid");
  }
  const emergencySetAt = sid === before.emergencyAddressSid ? before.emergencySetAt : now;
  return { emergencyAddressSid: sid, emergencyStatus, emergencySetAt } as const;
}
