import { join } from "node:path";
import {
  DIALER_BUDGET,
  gzipSize,
  heaviestRoute,
  readBuild,
  ROUTE_BUDGET,
  SIGN_IN_BUDGET,
} from "../budget.ts";
import type { Row } from "../row.ts";
import { root } from "../world.ts";

export async function firstLoad(): Promise<Row[]> {
  const folder = join(root, "dist/web");
  const build = readBuild(folder);
  const first = gzipSize(folder, build.first);
  const signIn = first + gzipSize(folder, build.signIn);
  const whole = first + gzipSize(folder, build.dialer);
  const route = heaviestRoute(folder, build);
  return [
    row(
      "script before the sign-in page paints, gzip",
      signIn,
      SIGN_IN_BUDGET,
      "A second on a slow 3G line (1 Mbit/s), which is what a phone shop's back room has.",
    ),
    row(
      "script until the dialer is ready to call, gzip",
      whole,
      DIALER_BUDGET,
      "The voice SDK and supabase-js are 94 kB of it and nobody's choice; what is left is ours and has to stay small.",
    ),
    row(
      `script of the heaviest other route (${route.name}), gzip`,
      route.bytes,
      ROUTE_BUDGET,
      "A sixth of a second on that line, so that a page of Setup answers the press that opens it.",
    ),
  ];
}

function row(measure: string, bytes: number, budget: number, reason: string): Row {
  const kb = (value: number) => `${(value / 1000).toFixed(0)} kB`;
  return {
    measure,
    ours: kb(bytes),
    floor: "–",
    result: kb(bytes),
    limit: `≤ ${kb(budget)}`,
    ok: bytes <= budget,
    reason,
  };
}
