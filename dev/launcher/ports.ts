import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { once } from "node:events";
import * as v from "valibot";
import { LaunchFailure } from "./failure.ts";

/** What each part listens on; on loopback. */
export interface Ports {
  api: number;
  db: number;
  web: number;
  twilio: number;
}

const PARTS: Record<keyof Ports, { name: string; variable: string; port: number }> = {
  api: { name: "API gateway", variable: "SOFTPHONE_API_PORT", port: 54321 },
  db: { name: "database", variable: "SOFTPHONE_DB_PORT", port: 54322 },
  web: { name: "web app", variable: "SOFTPHONE_WEB_PORT", port: 5173 },
  twilio: { name: "Twilio simulator", variable: "SOFTPHONE_TWILIO_PORT", port: 54330 },
};

/**
 * Below the range from which systems give outgoing connections their ports (Linux from 32768, macOS from 49152):
 * between here and the moment when a part listens, any connection on a busy machine could take one of those.
 */
const CHOSEN_FROM = [15_000, 32_768] as const;

const Port = v.pipe(v.string(), v.regex(/^\d+$/), v.toNumber(), v.maxValue(65_535));

/**
 * The ports by the environment, each with its default; 0 lets us choose.
 * @throws {LaunchFailure} when a variable is no port
 */
export function portsOf(environment: Record<string, string | undefined>): Ports {
  const choose = (part: keyof Ports) => {
    const { variable, port } = PARTS[part];
    const value = environment[variable];
    if (value === undefined || value === "") return port;
    const parsed = v.safeParse(Port, value);
    if (parsed.success) return parsed.output;
    throw new LaunchFailure(
      "E-PORT",
      `${variable} is "${value}": it has to be a port from 1 to 65535`,
    );
  };
  return { api: choose("api"), db: choose("db"), web: choose("web"), twilio: choose("twilio") };
}

/**
 * Finds a free port for each that is 0 and checks the others, all before anything starts: the parts must know
 * each other's ports, and a taken one is told at once.
 * @throws {LaunchFailure} with the port and the variable that changes it
 */
export async function reservePorts(wanted: Ports): Promise<Ports> {
  const held: Server[] = [];
  const hold = async (port: number): Promise<boolean> => {
    const server = createServer().listen(port, "127.0.0.1");
    held.push(server);
    return await once(server, "listening").then(() => true, () => false);
  };
  const reserve = async (part: keyof Ports): Promise<number> => {
    if (wanted[part] === 0) {
      for (;;) {
        const port = randomInt(...CHOSEN_FROM);
        if (await hold(port)) return port;
      }
    }
    if (await hold(wanted[part])) return wanted[part];
    const { name, variable } = PARTS[part];
    throw new LaunchFailure(
      "E-PORT",
      `Port ${wanted[part]} for the ${name} is in use: stop what uses it, or choose another one, ` +
        `for example ${variable}=${wanted[part] + 1000}`,
    );
  };
  try {
    return {
      api: await reserve("api"),
      db: await reserve("db"),
      web: await reserve("web"),
      twilio: await reserve("twilio"),
    };
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}
