// `npm start`: the product with the built web app.
import { runForPerson } from "./run.ts";

await runForPerson({ web: true });
