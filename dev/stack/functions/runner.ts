import { fingerprint } from "./sources.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

interface Generation {
  sources: string;
  worker: Promise<Worker>;
  running: number;
  /** No new request may join; it stops when the last one has ended. */
  retired: boolean;
  idle: NodeJS.Timeout | undefined;
}

/** A worker lent to one request. */
export interface Lease {
  port: number;
  release(): void;
  /** Says that the worker takes no requests any more; the next lease is of another one. */
  discard(): void;
}

/**
 * Keeps one function running: starts it for the first request, replaces it when its sources change, stops it
 * after `idleMs` without a request. A request never meets a process that is stopping: a generation is retired
 * first, and stopped when nobody uses it any more.
 */
export class Runner {
  readonly #options: WorkerOptions & { idleMs: number };
  #current: Generation | null = null;
  readonly #alive = new Set<Generation>();

  constructor(options: WorkerOptions & { idleMs: number }) {
    this.#options = options;
  }

  /** @throws {BootError} when the function does not start; the next request tries again */
  async lease(): Promise<Lease> {
    const sources = fingerprint(this.#options.functionsDir, this.#options.name);
    if (this.#current !== null && this.#current.sources !== sources) this.#retire(this.#current);
    const generation = this.#current ?? this.#start(sources);
    generation.running++;
    clearTimeout(generation.idle);
    try {
      const { port } = await generation.worker;
      let released = false;
      const release = () => {
        if (!released) this.#release(generation);
        released = true;
      };
      return { port, release, discard: () => this.#retire(generation) };
    } catch (error) {
      this.#release(generation);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#current !== null) this.#retire(this.#current);
    await Promise.all([...this.#alive].map((generation) => this.#stop(generation)));
  }

  #start(sources: string): Generation {
    const worker = startWorker(this.#options);
    const generation: Generation = { sources, worker, running: 0, retired: false, idle: undefined };
    this.#current = generation;
    this.#alive.add(generation);
    const forget = () => {
      this.#retire(generation);
      this.#alive.delete(generation);
    };
    worker.then(({ ended }) => ended.then(forget), forget);
    return generation;
  }

  #release(generation: Generation): void {
    generation.running--;
    if (generation.running > 0) return;
    if (generation.retired) {
      void this.#stop(generation);
      return;
    }
    generation.idle = setTimeout(() => this.#retire(generation), this.#options.idleMs);
    generation.idle.unref();
  }

  #retire(generation: Generation): void {
    clearTimeout(generation.idle);
    generation.retired = true;
    if (this.#current === generation) this.#current = null;
    if (generation.running === 0) void this.#stop(generation);
  }

  async #stop(generation: Generation): Promise<void> {
    const worker = await generation.worker.catch(() => null);
    await worker?.stop();
  }
}
