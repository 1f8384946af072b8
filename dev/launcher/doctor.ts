// `npm run doctor`: looks at all that npm start and npm test need, prints what it found and what to do, and ends
// with 1 when something keeps them from working. It changes nothing but to make the data folder.
import { fileURLToPath } from "node:url";
import { folder, ports, processes } from "./doctor/data.ts";
import { type Finding, report } from "./doctor/finding.ts";
import { browser, node, packages } from "./doctor/machine.ts";
import { dataDir } from "./run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const findings: Finding[] = [
  node(),
  ...packages(root),
  ...folder(dataDir),
  ...processes(dataDir),
  await ports(dataDir, process.env),
  browser(process.env),
];
console.log(report(findings));
process.exit(findings.some(({ verdict }) => verdict === "bad") ? 1 : 0);
