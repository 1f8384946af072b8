// What no browser may ever be sent: every answer that the tests' browsers get is kept, and searched at the end.
import type { BrowserContext, Page } from "playwright-core";
import type { Sql } from "postgres";

/** Keeps what the pages of a context are sent from `apiUrl`: by HTTP and over web sockets. */
export function keepAnswers(apiUrl: string) {
  const texts: string[] = [];
  const coming = new Set<Promise<void>>();

  function keepFrames(page: Page): void {
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => texts.push(String(payload)));
    });
  }

  return {
    watch(context: BrowserContext): void {
      context.on("response", (response) => {
        if (!response.url().startsWith(apiUrl)) return;
        // A page that is left or closed takes its answer with it.
        const kept = response.text().then((text) => void texts.push(text), () => undefined)
          .finally(() => coming.delete(kept));
        coming.add(kept);
      });
      context.on("page", keepFrames);
      context.pages().forEach(keepFrames);
    },
    /** The names of the secrets that are in some answer, as they are or encoded. */
    async leaked(secrets: ReadonlyMap<string, string>): Promise<string[]> {
      await Promise.all(coming);
      const all = texts.join("\n");
      return [...secrets].flatMap(([name, secret]) =>
        [secret, btoa(secret), encodeURIComponent(secret)].some((form) => all.includes(form))
          ? [name]
          : []
      );
    },
  };
}

/** Every secret that the database holds now, by a name to tell of it. */
export async function secretsOf(sql: Sql): Promise<[string, string][]> {
  const sealed = await sql<{ name: string; secret: string }[]>`
    select s.name || ' of workspace ' || s.workspace_id as name, private.unseal(s.workspace_id, s.name) as secret
    from private.sealed_secret as s`;
  const vault = await sql<{ name: string; secret: string }[]>`
    select name, decrypted_secret as secret from vault.decrypted_secrets`;
  return [...sealed, ...vault].map(({ name, secret }) => [name, secret]);
}
