// Every case, the quick ones first. Each item of the list of what is unverified has one.

import type { Case } from "./case.ts";
import { countedLegs } from "./cases/concurrency.ts";
import { keysThroughConference, recordingSurvives, upgrade } from "./cases/conference.ts";
import {
  bothStatusCallbacks,
  callerHangsUp,
  forkedSids,
  losers,
  numbering,
  redirectUnanswered,
  unansweredParent,
} from "./cases/dial.ts";
import { connectToken } from "./cases/reconnect.ts";
import { badTokens, deletedKey, keysMakeKeys } from "./cases/tokens.ts";
import { foreignCallerId, unknownVerb } from "./cases/twiml.ts";

export const CASES: readonly Case[] = [
  keysMakeKeys,
  badTokens,
  deletedKey,
  bothStatusCallbacks,
  unknownVerb,
  foreignCallerId,
  unansweredParent,
  forkedSids,
  losers,
  numbering,
  callerHangsUp,
  redirectUnanswered,
  connectToken,
  upgrade,
  recordingSurvives,
  keysThroughConference,
  countedLegs,
];
