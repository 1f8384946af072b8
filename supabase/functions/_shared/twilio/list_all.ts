import * as v from "valibot";
import type { Asker } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import type { Product, TwilioRest } from "./rest.ts";

/** The most that Twilio puts on a page. */
const pageSize = "1000";

/** More pages than any account has; a link that leads in a circle ends here. */
const mostPages = 20;

/** The 2010-04-01 API names the next page at the top, the others in `meta`. */
const LinkSchema = v.pipe(
  v.object({
    next_page_uri: v.nullish(v.string()),
    meta: v.nullish(v.object({ next_page_url: v.nullish(v.string()) })),
  }),
  v.transform(({ next_page_uri, meta }) => next_page_uri ?? meta?.next_page_url ?? null),
);

/**
 * Reads every page of a list (https://www.twilio.com/docs/usage/twilios-response#pagination).
 * @param key the list's name in the answer
 */
export async function listAll<S extends v.GenericSchema>(
  twilio: TwilioRest,
  account: Account | Asker,
  { resource, product, key, item, query = {} }: {
    resource: string;
    product?: Product;
    key: string;
    item: S;
    query?: Readonly<Record<string, string>>;
  },
): Promise<v.InferOutput<S>[]> {
  const ItemsSchema = v.pipe(v.object({ [key]: v.array(item) }), v.transform((page) => page[key]));
  const items: v.InferOutput<S>[] = [];
  let next: Readonly<Record<string, string>> | null = { ...query, PageSize: pageSize };
  for (let page = 0; next !== null && page < mostPages; page++) {
    const answer: unknown = await twilio({
      method: "GET",
      accountSid: account.accountSid,
      resource,
      ...(product === undefined ? {} : { product }),
      credentials: "credentials" in account
        ? account.credentials
        : { username: account.accountSid, password: account.authToken },
      query: next,
    });
    const shown = v.safeParse(ItemsSchema, answer);
    const link = v.safeParse(LinkSchema, answer);
    if (!shown.success || !link.success) {
      throw new Failure("E-TWILIO", {}, new Error(`Cannot read Twilio's list of ${resource}`));
    }
    items.push(...(shown.output ?? []));
    next = queryOf(link.output);
  }
  return items;
}

/** The next page's link names the same resource; only its query is followed. */
function queryOf(uri: string | null): Record<string, string> | null {
  const start = uri?.indexOf("?") ?? -1;
  return uri !== null && start !== -1
    ? Object.fromEntries(new URLSearchParams(uri.slice(start)))
    : null;
}
