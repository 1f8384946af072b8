// `npm run dev`: the product with Vite's reload instead of the built web app.
import { runForPerson } from "./run.ts";

await runForPerson({ web: "vite" });
