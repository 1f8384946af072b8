/**
 * The people and simulated Twilio accounts that `supabase/seed.sql` puts into the database. The accounts
 * exist in the simulator only; the telephone numbers are reserved for fiction.
 */
export interface SeededUser {
  email: string;
  password: string;
  role: "admin" | "agent";
  identity: string;
  workspaceId: number;
}

export interface SeededWorkspace {
  id: number;
  name: string;
  accountSid: string;
  authToken: string;
  application: { sid: string; friendlyName: string };
  numbers: { phoneNumber: string; friendlyName: string }[];
}

/** Everybody's. */
const password = "switchboard";

export const SEEDED_USERS: readonly SeededUser[] = [
  person("jonas@nordlicht-reisen.example", "admin", "jonas", 1),
  person("priya@nordlicht-reisen.example", "agent", "priya", 1),
  person("aoife@nordlicht-reisen.example", "agent", "aoife", 1),
  person("weiling@nordlicht-reisen.example", "agent", "weiling", 1),
  person("ingrid@fjordline.example", "admin", "ingrid", 2),
  person("caoimhe@fjordline.example", "agent", "caoimhe", 2),
];

export const SEEDED_WORKSPACES: readonly SeededWorkspace[] = [
  {
    id: 1,
    name: "Nordlicht Reisen",
    accountSid: "AC5eed0000000000000000000000000001",
    authToken: "5eed5eed5eed5eed5eed5eed5eed0001",
    application: { sid: "AP5eed0000000000000000000000000001", friendlyName: "Softphone-1" },
    numbers: [
      { phoneNumber: "+493023125610", friendlyName: "Sales Berlin" },
      { phoneNumber: "+442079460100", friendlyName: "London reservations" },
    ],
  },
  {
    id: 2,
    name: "Fjordline Cruises",
    accountSid: "AC5eed0000000000000000000000000002",
    authToken: "5eed5eed5eed5eed5eed5eed5eed0002",
    application: { sid: "AP5eed0000000000000000000000000002", friendlyName: "Softphone-2" },
    numbers: [{ phoneNumber: "+442079460150", friendlyName: "Fjordline Support Line" }],
  },
];

/** An account that no workspace has connected: for whoever wants to connect one of their own. */
export const FREE_ACCOUNT = {
  sid: "AC5eed0000000000000000000000000003",
  authToken: "5eed5eed5eed5eed5eed5eed5eed0003",
  friendlyName: "Free account",
  type: "Full",
};

function person(
  email: string,
  role: SeededUser["role"],
  identity: string,
  workspaceId: number,
): SeededUser {
  return { email, password, role, identity, workspaceId };
}

/** The simulator's accounts, with webhooks that lead to the functions. @param functionsUrl without a slash at its end */
export function simulatedAccounts(functionsUrl: string) {
  const statusCallback = `${functionsUrl}/status`;
  const connected = SEEDED_WORKSPACES.map((
    { name, accountSid, authToken, application, numbers },
  ) => ({
    sid: accountSid,
    authToken,
    friendlyName: name,
    type: "Full",
    applications: [{
      ...application,
      voiceUrl: `${functionsUrl}/inbound`,
      voiceFallbackUrl: `${functionsUrl}/fallback`,
      statusCallback,
    }],
    numbers: numbers.map((number) => ({
      ...number,
      voiceApplicationSid: application.sid,
      statusCallback,
    })),
  }));
  return [...connected, FREE_ACCOUNT];
}
