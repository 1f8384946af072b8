// What stands before the functions of a deployment, and can fail there: a name, a certificate, a firewall.
import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** An address of its own that leads to the gateway while it is open. */
export interface FrontDoor {
  /** Without a slash at its end. */
  url: string;
  /** Leads to this address of loopback from now on. */
  leadTo(url: string): void;
  /** Nobody is let in any more, and whoever is inside is cut off. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** Begins open. Its port stays taken while it is shut, so that nobody else answers there. */
export async function openFrontDoor(): Promise<FrontDoor> {
  let isOpen = true;
  let port = 0;
  const inside = new Set<Socket>();
  const hold = (socket: Socket) => {
    inside.add(socket);
    socket.on("close", () => inside.delete(socket));
  };
  const server = createServer((caller) => {
    hold(caller);
    if (!isOpen) {
      caller.destroy();
      return;
    }
    const gateway = connect(port, "127.0.0.1");
    hold(gateway);
    for (const [one, other] of [[caller, gateway], [gateway, caller]] as const) {
      one.pipe(other);
      // The end of either side, for whatever reason, is the other's.
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cutOff = () => {
    for (const socket of inside) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      port = Number(new URL(url).port);
    },
    shut() {
      isOpen = false;
      cutOff();
    },
    open() {
      isOpen = true;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cutOff();
      await closed;
    },
  };
}
