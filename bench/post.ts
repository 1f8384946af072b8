import { Agent, request } from "node:http";

/** A request that is ready to be sent; signing it is not what is measured. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Told of the answer's text. */
  onAnswer?: (text: string) => void;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends it on a kept connection; the status, once the whole answer is there. */
export function post({ url, headers, body, onAnswer }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      agent,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => text += part);
      answer.once("end", () => {
        onAnswer?.(text);
        resolve(answer.statusCode ?? 0);
      });
      answer.once("error", reject);
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/**
 * Sends it and takes the time in ms.
 * @throws when the answer is another than expected: a refusal is quick and would look good
 */
export async function timed(sent: Post, expected: number): Promise<number> {
  const began = performance.now();
  const status = await post(sent);
  const took = performance.now() - began;
  if (status !== expected) throw new Error(`Cannot measure ${sent.url}: it answered ${status}`);
  return took;
}

/**
 * Sends all, `concurrency` at a time, in a closed loop.
 * @returns requests per second
 */
export async function saturate(
  posts: readonly Post[],
  { concurrency, expected }: { concurrency: number; expected: number },
): Promise<number> {
  const queue = posts.values();
  const began = performance.now();
  const worker = async () => {
    for (const each of queue) await timed(each, expected);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return posts.length / ((performance.now() - began) / 1000);
}
