// Where a document comes from.

import type { Method } from "../webhooks/request.ts";
import type { Form } from "../webhooks/signature.ts";

export type Start =
  /** `fields` are sent beside those that every request about the call has. */
  | { kind: "url"; url: string; method: Method; fields?: Form }
  | { kind: "inline"; twiml: string };
