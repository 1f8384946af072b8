import { relationOf } from "./relation.ts";

/**
 * HEAD on a function is GET without the body. Lite takes the arguments of such a call for filters and refuses it.
 * (`request.method` stays HEAD: it is set from the request as it came.)
 */
export async function answerHead(
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (request.method !== "HEAD" || !relationOf(request)?.isFunction) return await answer(request);
  const { url, headers } = request;
  const { status, headers: answered } = await answer(new Request(url, { headers }));
  return new Response(null, { status, headers: answered });
}
