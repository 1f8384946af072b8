import { createServer } from "node:net";

/** A part could not have the port it was told to use. `code` is stable: `E-PORT`. */
export class PortTakenError extends Error {
  readonly code = "E-PORT";
  readonly part: string;
  readonly port: number;

  constructor(part: string, port: number) {
    super(`Cannot start ${part}: port ${port} is in use by another program`);
    this.name = "PortTakenError";
    this.part = part;
    this.port = port;
  }
}

/**
 * A port on loopback that was free a moment ago: `wanted`, or any when 0.
 * @throws {PortTakenError} when `wanted` is taken
 */
export function claimPort(part: string, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(taken ? new PortTakenError(part, wanted) : error);
    });
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      const port = address !== null && typeof address === "object" ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
