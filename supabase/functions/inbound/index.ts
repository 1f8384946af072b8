import { connectDatabase } from "../_shared/data/database.ts";
import { readEnvironment } from "../_shared/data/environment.ts";
import { applyWebhook } from "../_shared/data/webhook.ts";
import { webhookEndpoint } from "../_shared/http/webhook_endpoint.ts";
import { inboundRoutes } from "./inbound.ts";

const environment = readEnvironment();
const database = connectDatabase(environment);

Deno.serve(webhookEndpoint({
  name: "inbound",
  publicUrl: environment.publicUrl,
  routes: inboundRoutes(environment.publicUrl),
  apply: (webhook) => applyWebhook(database, webhook),
}));
