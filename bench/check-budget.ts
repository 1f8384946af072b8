// The last step of `npm run build`: fails when the build in `dist/web` loads more script than its budget.
import { join } from "node:path";
import {
  DIALER_BUDGET,
  gzipSize,
  heaviestRoute,
  readBuild,
  ROUTE_BUDGET,
  SIGN_IN_BUDGET,
} from "./budget.ts";

const folder = join(import.meta.dirname, "../dist/web");
const build = readBuild(folder);
const first = gzipSize(folder, build.first);
const signIn = first + gzipSize(folder, build.signIn);
const whole = first + gzipSize(folder, build.dialer);
const route = heaviestRoute(folder, build);
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `script (gzip): ${kb(signIn)} of ${kb(SIGN_IN_BUDGET)} before sign-in paints, ` +
    `${kb(whole)} of ${kb(DIALER_BUDGET)} until the dialer is ready, ` +
    `${kb(route.bytes)} of ${kb(ROUTE_BUDGET)} for ${route.name}, the heaviest other route`,
);
if (signIn > SIGN_IN_BUDGET || whole > DIALER_BUDGET || route.bytes > ROUTE_BUDGET) {
  console.error("Cannot accept the build: it loads more script than its budget (bench/budget.ts)");
  process.exit(1);
}
