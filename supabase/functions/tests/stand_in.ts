/** A server that stands for the database's API or for Twilio: it notes requests and answers by path. */
export interface StandIn extends AsyncDisposable {
  url: string;
  /** Method and path of each request so far. */
  requests: string[];
}

/** @param answers by the last part of the path; a path that is not listed is 404 */
export function startStandIn(answers: Record<string, () => Response>): StandIn {
  const requests: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      requests.push(`${request.method} ${pathname}`);
      await request.body?.cancel();
      const answer = answers[pathname.split("/").at(-1) ?? ""];
      return answer?.() ?? new Response(null, { status: 404 });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
