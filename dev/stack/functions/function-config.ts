import { readFileSync } from "node:fs";

/** What `config.toml` says of one function; hosted's default is to verify. */
export interface FunctionConfig {
  verifyJwt: boolean;
}

/**
 * Reads the tables `[functions.<name>]`. Only what the host obeys is read, so that a line it does not know is
 * left to the official tools.
 * Source: https://supabase.com/docs/guides/local-development/cli/config
 */
export function readFunctionConfigs(configPath: string): Map<string, FunctionConfig> {
  const configs = new Map<string, FunctionConfig>();
  let current: FunctionConfig | null = null;
  for (const line of readFileSync(configPath, "utf8").split("\n")) {
    const header = /^\s*\[\s*([^\]]+?)\s*\]\s*(#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      const name = /^functions\s*\.\s*"?([A-Za-z0-9_-]+)"?$/.exec(header)?.[1];
      current = name === undefined ? null : { verifyJwt: true };
      if (name !== undefined && current !== null) configs.set(name, current);
      continue;
    }
    const verify = /^\s*verify_jwt\s*=\s*(true|false)\s*(#.*)?$/.exec(line)?.[1];
    if (verify !== undefined && current !== null) current.verifyJwt = verify === "true";
  }
  return configs;
}
