import type { ConnectionState } from "../_shared/contracts/connection.ts";
import type { ConnectionStore } from "./collaborators.ts";

/** What is stored, named field by field: the tokens stay here. */
export async function readState(store: ConnectionStore): Promise<ConnectionState> {
  const stored = await store.read();
  const beside = stored.otherIsFormer ? "former" : "next";
  return {
    accountSid: stored.accountSid,
    hasToken: stored.authToken !== null,
    otherToken: stored.otherToken === null ? null : beside,
    appSid: stored.appSid,
    keySid: stored.keySid,
    retiring: stored.retiring,
    dialers: stored.dialers,
    moved: stored.moved,
    numbers: stored.numbers.map(({ number }) => number),
    recordings: stored.recordings,
  };
}
