/** Whether Postgres can keep a text: neither text nor jsonb holds a NUL or half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * The same for what came as JSON: every name and every text, however deep. Without recursion, since 64 kB of brackets
 * are deeper than the stack.
 */
export function isStorableJson(json: unknown): boolean {
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" && !isStorable(value)) return false;
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) open.push(name, inner);
  }
  return true;
}
