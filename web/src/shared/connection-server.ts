import * as v from "valibot";
import {
  type AccountNumber,
  type AppStep,
  AppStepSchema,
  type BringInStep,
  BringInStepSchema,
  type ConnectedAccount,
  ConnectedAccountSchema,
  type ConnectionState,
  ConnectionStateSchema,
  type DisconnectStep,
  DisconnectStepSchema,
  type KeyStep,
  KeyStepSchema,
  type LeftBehind,
  LeftBehindSchema,
  NumbersStepSchema,
  type Released,
  ReleasedSchema,
} from "../../../supabase/functions/_shared/contracts/connection.ts";
import { callFunction, type FunctionClient } from "./functions.ts";
import type { Result } from "./problem.ts";

/** The steps that the function `connection` takes for an admin; each may be repeated. */
export interface ConnectionServer {
  state: () => Promise<Result<ConnectionState>>;
  account: () => Promise<Result<ConnectedAccount>>;
  check: (typed: Credentials) => Promise<Result<ConnectedAccount>>;
  key: () => Promise<Result<KeyStep>>;
  app: () => Promise<Result<AppStep>>;
  numbers: () => Promise<Result<{ numbers: AccountNumber[] }>>;
  bringIn: (numberSid: string) => Promise<Result<BringInStep>>;
  release: (numberSid: string) => Promise<Result<Released>>;
  disconnect: () => Promise<Result<DisconnectStep>>;
  /** Puts a new key in the place of the one that is shown. */
  rotateKey: (keySid: string) => Promise<Result<ConnectionState>>;
  /** How far a rotation is. */
  rotation: () => Promise<Result<ConnectionState>>;
  nextToken: (authToken: string) => Promise<Result<ConnectionState>>;
  promoteToken: () => Promise<Result<ConnectionState>>;
  removeToken: () => Promise<Result<ConnectionState>>;
  forget: () => Promise<Result<LeftBehind>>;
}

/** Without a token, the stored one is meant. */
export interface Credentials {
  accountSid: string;
  authToken?: string;
}

export function connectionServer(client: FunctionClient, workspaceId: number): ConnectionServer {
  const take = <const S extends v.GenericSchema>(
    action: string,
    schema: S,
    more: Record<string, string> = {},
  ) => callFunction(client, "connection", { action, workspaceId, ...more }, schema);
  return {
    state: () => take("state", ConnectionStateSchema),
    account: () => take("account", ConnectedAccountSchema),
    check: ({ accountSid, authToken }) =>
      take("check", ConnectedAccountSchema, {
        accountSid,
        ...(authToken === undefined ? {} : { authToken }),
      }),
    key: () => take("key", KeyStepSchema),
    app: () => take("app", AppStepSchema),
    numbers: () => take("numbers", NumbersStepSchema),
    bringIn: (numberSid) => take("bring-in", BringInStepSchema, { numberSid }),
    release: (numberSid) => take("release", ReleasedSchema, { numberSid }),
    disconnect: () => take("disconnect", DisconnectStepSchema),
    rotateKey: (keySid) => take("rotate-key", ConnectionStateSchema, { keySid }),
    rotation: () => take("rotation", ConnectionStateSchema),
    nextToken: (authToken) => take("next-token", ConnectionStateSchema, { authToken }),
    promoteToken: () => take("promote-token", ConnectionStateSchema),
    removeToken: () => take("remove-token", ConnectionStateSchema),
    forget: () => take("forget", LeftBehindSchema),
  };
}
