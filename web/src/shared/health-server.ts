import {
  type HealthAnswer,
  HealthAnswerSchema,
  type TestCallAnswer,
  TestCallAnswerSchema,
} from "../../../supabase/functions/_shared/contracts/health.ts";
import { callFunction, type FunctionClient } from "./functions.ts";
import type { Result } from "./problem.ts";

/** What the function `health` does for an admin. */
export interface HealthServer {
  /** Makes every check and stores what it found. */
  check: () => Promise<Result<HealthAnswer>>;
  /** Has Twilio call one of the workspace's numbers from another, or says that a person has to. */
  testCall: (number: string) => Promise<Result<TestCallAnswer>>;
}

export function healthServer(client: FunctionClient, workspaceId: number): HealthServer {
  return {
    check: () =>
      callFunction(client, "health", { action: "check", workspaceId }, HealthAnswerSchema),
    testCall: (number) =>
      callFunction(
        client,
        "health",
        { action: "test-call", workspaceId, number },
        TestCallAnswerSchema,
      ),
  };
}
