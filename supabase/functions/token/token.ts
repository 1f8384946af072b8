import type { TokenAnswer } from "../_shared/contracts/token.ts";
import type { Seat, VoiceGrant } from "../_shared/data/seat.ts";
import type { ApiKey } from "../_shared/domain/api_key.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { signAccessToken } from "../_shared/twilio/access_token.ts";

/** What `issueToken` needs of the database and of Twilio. */
export interface TokenCollaborators {
  readVoiceGrant: (seat: Seat) => Promise<VoiceGrant>;
  /** False: another key was stored first. */
  storeApiKey: (
    stored: { workspaceId: number; accountSid: string; key: ApiKey },
  ) => Promise<boolean>;
  createApiKey: (account: { accountSid: string; authToken: string }) => Promise<ApiKey>;
  deleteApiKey: (
    key: { accountSid: string; authToken: string; sid: string },
  ) => Promise<void>;
  /** Ends the rotation of the workspace's key if it is due. The person does not wait for it. */
  deleteRetiredKeys: (workspaceId: number) => void;
  /** Tells the database where its hourly checks find the functions. */
  keepFunctionsUrl: () => Promise<void>;
}

/**
 * The Voice access token of a seat. A workspace that was configured by hand, as the guide describes
 * it, has an auth token and no API key yet: the first to ask makes one. While a former key lives on at Twilio, every
 * request looks whether it is due, since no page needs to be open for a rotation to end.
 * @throws Failure `E-SEAT`, `E-CONFIG`, `E-CREDENTIALS`, `E-TWILIO`, `E-DATABASE`
 */
export async function issueToken(
  seat: Seat,
  collaborators: TokenCollaborators,
): Promise<TokenAnswer> {
  const grant = await collaborators.readVoiceGrant(seat);
  const key = grant.key ?? (await makeKey(seat, grant, collaborators));
  if (grant.keyRetires) collaborators.deleteRetiredKeys(seat.workspaceId);
  return await signAccessToken({
    accountSid: grant.accountSid,
    appSid: grant.appSid,
    key,
    identity: seat.identity,
  });
}

async function makeKey(
  seat: Seat,
  { accountSid, authToken }: VoiceGrant,
  { readVoiceGrant, storeApiKey, createApiKey, deleteApiKey, keepFunctionsUrl }: TokenCollaborators,
): Promise<ApiKey> {
  if (authToken === null) throw new Failure("E-CONFIG", { missing: ["twilio_auth_token"] });
  // Connected by SQL, this is the first time that a function hears of the workspace.
  await keepFunctionsUrl();
  const key = await createApiKey({ accountSid, authToken });
  if (await storeApiKey({ workspaceId: seat.workspaceId, accountSid, key })) return key;

  // Somebody else was first. Ours is of no use: Twilio allows 100 keys an account, so it goes.
  const [stored] = await Promise.all([
    readVoiceGrant(seat),
    deleteApiKey({ accountSid, authToken, sid: key.sid }),
  ]);
  if (stored.key === null) throw new Failure("E-CONFIG", { missing: ["twilio_api_key_sid"] });
  return stored.key;
}
