import { build } from "vite";
import { gzipSync } from "node:zlib";
const pick=process.argv.slice(2);
await build({configFile:"web/vite.config.ts",logLevel:"silent",build:{write:false},plugins:[{name:"sizes",generateBundle(_o,b){
 for(const c of Object.values(b)){ if(c.type!=="chunk")continue; if(!pick.includes(c.name))continue;
  const rows=Object.entries(c.modules).map(([id,m])=>[id.replace(/^.*\/wt-budget\//,"").replace(/^node_modules\//,"nm/"),m.renderedLength, m.code? gzipSync(m.code).length:0]).filter(r=>r[1]>0).sort((x,y)=>y[1]-x[1]);
  console.log("==",c.name,c.fileName,c.code.length,gzipSync(c.code).length,"rendered",rows.reduce((s,r)=>s+r[1],0));
  console.log(" imports",c.imports.join(" "));
  console.log(" dyn",c.dynamicImports.join(" "));
  for(const r of rows)console.log(String(r[1]).padStart(7),String(r[2]).padStart(6),r[0]);
 }}}]});
