import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, get as plainGet } from "node:http";
import { get as tlsGet, request as tlsRequest } from "node:https";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { createFront } from "./front.ts";

describe("one port for HTTP and TLS", { timeout: 10_000 }, () => {
  const http = createServer((request, response) => {
    let length = 0;
    request.on("data", (part: Buffer) => length += part.length);
    request.on("end", () => response.end(`${request.headers.host} ${length}`));
  });
  http.on(
    "upgrade",
    (_request, socket) =>
      socket.end("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello"),
  );
  const front = createFront(http, Date.now());
  let port = 0;

  before(async () => {
    await new Promise<void>((done) => front.server.listen(0, "127.0.0.1", done));
    const address = front.server.address();
    assert.ok(address !== null && typeof address === "object");
    port = address.port;
  });
  after(async () => {
    front.closeAllConnections();
    await new Promise((done) => front.server.close(done));
  });

  const tls = () => ({
    port,
    host: "127.0.0.1",
    servername: "sdk.twilio.com",
    rejectUnauthorized: false,
    headers: { host: "sdk.twilio.com" },
  });
  const text = async (request: ReturnType<typeof plainGet>) => {
    const [response] = await once(request, "response");
    let all = "";
    for await (const part of response) all += part;
    return all;
  };

  it("answers both alike", async () => {
    assert.equal(
      await text(plainGet({ port, host: "127.0.0.1", headers: { host: "a.test" } })),
      "a.test 0",
    );
    assert.equal(await text(tlsGet(tls())), "sdk.twilio.com 0");
  });

  it("takes a body that is longer than the first packet", async () => {
    const post = tlsRequest({ ...tls(), method: "POST" });
    const answered = text(post);
    post.end(Buffer.alloc(300_000));
    assert.equal(await answered, "sdk.twilio.com 300000");
  });

  it("hands upgrades on", async () => {
    const asked = tlsRequest({
      ...tls(),
      headers: { connection: "Upgrade", upgrade: "websocket" },
    });
    asked.end();
    const [response, , head] = await once(asked, "upgrade");
    assert.equal(response.statusCode, 101);
    assert.equal(String(head), "hello");
  });

  it("lets a connection go that never says anything", async () => {
    const silent = connect(port, "127.0.0.1");
    await once(silent, "connect");
    const closed = once(silent, "close");
    // The server may learn of the connection a moment after the client did.
    await text(plainGet({ port, host: "127.0.0.1" }));
    front.closeAllConnections();
    await closed;
  });
});
