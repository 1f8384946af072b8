import * as v from "valibot";
import { type Database, parseAnswer } from "./database.ts";

const DoneSchema = v.object({ ok: v.literal(true) });

/** Tells the database where its hourly run reaches the functions. @param url without a slash at its end */
export async function keepFunctionsUrl(database: Database, url: string): Promise<void> {
  parseAnswer(DoneSchema, await database("keep_functions_url", { functions_url: url }));
}
