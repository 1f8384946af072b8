/**
 * Does the same work once for all who ask for it at the same time: whoever asks while it is under way gets its outcome,
 * whoever asks afterwards begins it anew.
 * @example const ring = shareWork<string>(); await ring(ticket, () => ringDialer(call))
 */
export function shareWork<R>(): (key: string, work: () => Promise<R>) => Promise<R> {
  const underWay = new Map<string, Promise<R>>();
  return (key, work) => {
    const found = underWay.get(key);
    if (found !== undefined) return found;
    const begun = work().finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
