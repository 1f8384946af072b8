/** Resolves after so many ms: benchmarks pace themselves; tests never do. */
export const delay = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
