// accounts.twilio.com/v1/AuthTokens: the account's secondary auth token, and its promotion.

import { randomBytes } from "node:crypto";
import { created, DELETED, found, notFound } from "./answer.ts";
import { isoSeconds } from "./iso.ts";
import type { Routes } from "./routes.ts";

const url = (name: string) => `https://accounts.twilio.com/v1/AuthTokens/${name}`;

/**
 * Documented: `POST AuthTokens/Secondary` makes the secondary token, `DELETE` takes it away, `POST AuthTokens/Promote`
 * makes it the primary one, after which the former primary token is refused.
 */
export const authTokenRoutes: Routes = {
  update({ request, accounts, clock }, name) {
    const { account, path } = request;
    const now = isoSeconds(clock.now());
    const dates = {
      account_sid: account.sid,
      date_created: now,
      date_updated: now,
      url: url(name),
    };
    if (name === "Secondary") {
      account.secondaryAuthToken = randomBytes(16).toString("hex");
      accounts.save();
      return created({ ...dates, secondary_auth_token: account.secondaryAuthToken });
    }
    if (name !== "Promote" || account.secondaryAuthToken === "") throw notFound(path);
    account.authToken = account.secondaryAuthToken;
    account.secondaryAuthToken = "";
    accounts.save();
    return found({ ...dates, auth_token: account.authToken });
  },
  remove({ request, accounts }, name) {
    const { account, path } = request;
    if (name !== "Secondary" || account.secondaryAuthToken === "") throw notFound(path);
    account.secondaryAuthToken = "";
    accounts.save();
    return DELETED;
  },
};
