// Every case, the quick ones first. Each item of the list of what is unverified has one.

import type { Case } from "./case.ts";
import { countedLegs } from "./cases/concurrency.ts";
import { keysThroughConference, recordingSurvives, upgrade } from "./cases/conference.ts";
import {
  bothStatusCallbacks,
  callerHangsUp,
  declinedInOneTab,
  forkedSids,
  losers,
  numbering,
  redirectUnanswered,
  unansweredParent,
} from "./cases/dial.ts";
import { addFailed, byName, listLag, takenLabel } from "./cases/participants.ts";
import { connectToken } from "./cases/reconnect.ts";
import { secondRecording } from "./cases/recordings.ts";
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
  declinedInOneTab,
  losers,
  numbering,
  callerHangsUp,
  redirectUnanswered,
  addFailed,
  byName,
  listLag,
  takenLabel,
  secondRecording,
  connectToken,
  upgrade,
  recordingSurvives,
  keysThroughConference,
  countedLegs,
];
