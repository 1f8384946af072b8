// The web app's part of `npm start`: serves what was built.
import { runWebPart } from "./part.ts";
import { startWebServer } from "./web-server.ts";

await runWebPart(startWebServer);
