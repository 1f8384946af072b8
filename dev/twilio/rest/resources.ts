// All that the API serves, by host. The paths are those of Twilio's descriptions.

import { accountRoutes, accountsRoutes } from "./account.ts";
import { addressRoutes } from "./addresses.ts";
import { alertRoutes } from "./alerts.ts";
import { applicationRoutes } from "./applications.ts";
import { authTokenRoutes } from "./auth-tokens.ts";
import { availableCountryRoutes, availableNumberRoutes } from "./available-numbers.ts";
import { callerIdRoutes } from "./caller-ids.ts";
import { callRoutes } from "./calls.ts";
import { conferenceRoutes } from "./conferences.ts";
import { customerProfileRoutes } from "./customer-profiles.ts";
import { bulkUpdateRoutes, countryRoutes, specialPrefixRoutes } from "./dialing-permissions.ts";
import { keyRoutes } from "./keys.ts";
import { numberPriceRoutes } from "./number-prices.ts";
import { numberRouteRoutes } from "./number-routes.ts";
import { numberRoutes, oneNumberRoutes } from "./numbers.ts";
import { participantRoutes } from "./participants.ts";
import type { Api } from "./places.ts";
import { callRecordingRoutes, conferenceRecordingRoutes, recordingRoutes } from "./recordings.ts";
import { bundleRoutes, regulationRoutes } from "./regulatory.ts";
import type { Resource, Routes } from "./routes.ts";
import { trunkRoutes } from "./trunks.ts";
import { messageSubscriptionRoutes, userMessageRoutes } from "./user-messages.ts";

const at = (path: string, routes: Routes): Resource => ({ path, routes });

export const RESOURCES: Record<Api, readonly Resource[]> = {
  api: [
    at("", accountRoutes),
    at("Accounts", accountsRoutes),
    at("Addresses", addressRoutes),
    at("Applications", applicationRoutes),
    at("AvailablePhoneNumbers", availableCountryRoutes),
    at("AvailablePhoneNumbers/*/Local", availableNumberRoutes("local")),
    at("AvailablePhoneNumbers/*/Mobile", availableNumberRoutes("mobile")),
    at("AvailablePhoneNumbers/*/TollFree", availableNumberRoutes("tollfree")),
    at("Calls", callRoutes),
    at("Calls/*/Recordings", callRecordingRoutes),
    at("Calls/*/UserDefinedMessages", userMessageRoutes),
    at("Calls/*/UserDefinedMessageSubscriptions", messageSubscriptionRoutes),
    at("Conferences", conferenceRoutes),
    at("Conferences/*/Participants", participantRoutes),
    at("Conferences/*/Recordings", conferenceRecordingRoutes),
    at("IncomingPhoneNumbers", oneNumberRoutes),
    at("IncomingPhoneNumbers/Local", numberRoutes("local")),
    at("IncomingPhoneNumbers/Mobile", numberRoutes("mobile")),
    at("IncomingPhoneNumbers/TollFree", numberRoutes("tollfree")),
    at("Keys", keyRoutes),
    at("OutgoingCallerIds", callerIdRoutes),
    at("Recordings", recordingRoutes),
  ],
  voice: [
    at("DialingPermissions/BulkCountryUpdates", bulkUpdateRoutes),
    at("DialingPermissions/Countries", countryRoutes),
    at("DialingPermissions/Countries/*/HighRiskSpecialPrefixes", specialPrefixRoutes),
  ],
  monitor: [at("Alerts", alertRoutes)],
  routes: [at("PhoneNumbers", numberRouteRoutes)],
  trusthub: [at("CustomerProfiles", customerProfileRoutes)],
  pricing: [at("PhoneNumbers/Countries", numberPriceRoutes)],
  numbers: [
    at("RegulatoryCompliance/Bundles", bundleRoutes),
    at("RegulatoryCompliance/Regulations", regulationRoutes),
  ],
  trunking: [at("Trunks", trunkRoutes)],
  accounts: [at("AuthTokens", authTokenRoutes)],
};
