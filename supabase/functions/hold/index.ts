import { readPublicUrl } from "../_shared/data/environment.ts";
import { answerHold } from "./hold.ts";

Deno.serve(answerHold(readPublicUrl()));
