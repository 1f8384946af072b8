import { readBuild, gzipSize } from "./bench/budget.ts";
const f="dist/web"; const b=readBuild(f);
for (const k of ["first","signIn","dialer"] as const){console.log(k); for(const n of b[k]) console.log("  ",n,gzipSize(f,[n]));}
for (const [k,v] of Object.entries(b.routes)) console.log(k, gzipSize(f,v), v.map(n=>n+":"+gzipSize(f,[n])).join(" "));
