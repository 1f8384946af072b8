import { answerFallback } from "./fallback.ts";

Deno.serve(answerFallback);
