import { preferencesOf, preferring } from "./preferences.ts";
import { relationOf } from "./relation.ts";

const ESTIMATED = "count=estimated";

/**
 * `Prefer: count=estimated` is the exact count up to `maxRows`, and beyond it what the planner thinks, but no fewer than
 * `maxRows` + 1. Lite answers the planner's number of every table.
 */
export async function answerEstimated(
  request: Request,
  maxRows: number,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const preferences = preferencesOf(request);
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads || relationOf(request)?.isFunction || !preferences.includes(ESTIMATED)) {
    return await answer(request);
  }
  const counting = (how: string) =>
    answer(preferring(request, preferences.map((one) => one === ESTIMATED ? how : one)));
  const exact = await counting("count=exact");
  let total = totalOf(exact);
  if (total === null) return exact;
  if (total > maxRows) total = Math.max(maxRows + 1, totalOf(await counting("count=planned")) ?? 0);

  const headers = new Headers(exact.headers);
  headers.set(
    "content-range",
    (headers.get("content-range") ?? "").replace(/\/\d+$/, `/${total}`),
  );
  headers.set(
    "preference-applied",
    (headers.get("preference-applied") ?? "").replace("count=exact", ESTIMATED),
  );
  return new Response(exact.body, { status: exact.status, headers });
}

function totalOf(response: Response): number | null {
  const total = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  return total === undefined ? null : Number(total);
}
