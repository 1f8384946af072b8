import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { applyWebhook } from "../_shared/data/webhook.ts";
import { webhookEndpoint } from "../_shared/http/webhook_endpoint.ts";
import { connectTwilio } from "../_shared/twilio/rest.ts";
import { workOn } from "../_shared/use_cases/twilio_work.ts";
import { inboundRoutes } from "./inbound.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);
const twilio = connectTwilio(environment);

Deno.serve(webhookEndpoint({
  name: "inbound",
  publicUrl: environment.publicUrl,
  routes: inboundRoutes(environment.publicUrl),
  apply: (webhook) => applyWebhook(database, webhook),
  follow: (work) =>
    workOn({ database, twilio, publicUrl: environment.publicUrl }, { ...work, commandId: null }),
}));
