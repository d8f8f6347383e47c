// What somebody did without a network, kept until there is one: each thing arrives once, and in its order.
import { type Connection, ifMatch } from './client.ts';
import { Problem } from './problem.ts';
import { type AttachTo, resumeUpload, upload } from './uploads.ts';

export interface Waiting {
  /** Also the `Idempotency-Key`: sent again, it has one effect. */
  id: string;
  /** Order of delivery. */
  place: number;
  /** What came before and has to have arrived: a photo waits for its draft. */
  after?: string;
  what: Posted | Photo;
  /** The server refused it as it is; a person has to decide. */
  refused?: { status: number; code: string; message: string };
}

/** A POST, such as a draft (`/v1/tickets` with an id of one's own) or a move. */
export interface Posted {
  kind: 'post';
  path: string;
  body: unknown;
  /** What it was decided on: a version or entity tag. */
  ifMatch?: string | number;
}

export interface Photo {
  kind: 'photo';
  to: AttachTo;
  file: Blob;
  name: string;
  /** Once the server knows it. */
  attachmentId?: string;
}

/** Where things wait: IndexedDB in a browser, a file or table elsewhere. `put` returns once it would outlive a crash. */
export interface QueueStorage {
  all(): Promise<Waiting[]>;
  put(waiting: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
}

export type Delivery =
  | { outcome: 'delivered'; waiting: Waiting; answer: unknown }
  /** Somebody was faster: 409 or 412. It stays until `discard` or `retry`. */
  | { outcome: 'conflict'; waiting: Waiting; problem: Problem }
  | { outcome: 'refused'; waiting: Waiting; problem: Problem }
  /** What it comes after was refused. */
  | { outcome: 'held'; waiting: Waiting };

export class OfflineQueue {
  readonly #storage: QueueStorage;
  readonly #to: Connection;
  #flushing: Promise<Delivery[]> | undefined;

  constructor(storage: QueueStorage, to: Connection) {
    this.#storage = storage;
    this.#to = to;
  }

  /** Keep something to be delivered; its id, for others to come `after` it. */
  async add(what: Waiting['what'], after?: string): Promise<string> {
    const places = (await this.#storage.all()).map((each) => each.place);
    const id = crypto.randomUUID();
    await this.#storage.put({ id, place: Math.max(0, ...places) + 1, what, ...(after ? { after } : {}) });
    return id;
  }

  async waiting(): Promise<Waiting[]> {
    return (await this.#storage.all()).sort((one, other) => one.place - other.place);
  }

  /** What was refused is not wanted any more; neither is what comes after it. */
  async discard(id: string): Promise<void> {
    for (const each of await this.waiting()) if (each.after === id) await this.discard(each.id);
    await this.#storage.remove(id);
  }

  /** Deliver what was refused once more, decided on what is now the case. */
  async retry(id: string, ifMatch?: string | number): Promise<void> {
    const found = (await this.waiting()).find((each) => each.id === id);
    if (!found) return;
    const { refused: _, ...rest } = found;
    const what = found.what.kind === 'post' && ifMatch !== undefined ? { ...found.what, ifMatch } : found.what;
    // Another request than the one that was refused, so it has another key.
    await this.#storage.remove(id);
    const successor = crypto.randomUUID();
    await this.#storage.put({ ...rest, what, id: successor });
    for (const each of await this.waiting()) if (each.after === id) await this.#storage.put({ ...each, after: successor });
  }

  /**
   * Deliver what waits, in order, until everything has its outcome or the network is gone again, which is thrown. Safe to
   * call at any time: what was delivered and not yet crossed off, as after a crash, is answered as before.
   */
  flush(): Promise<Delivery[]> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #flush(): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    const stuck = new Set<string>();
    for (const waiting of await this.waiting()) {
      const isHeld = waiting.after !== undefined && stuck.has(waiting.after);
      if (isHeld || waiting.refused) stuck.add(waiting.id);
      if (isHeld) deliveries.push({ outcome: 'held', waiting });
      if (isHeld || waiting.refused) continue;
      const delivery = await this.#deliver(waiting);
      deliveries.push(delivery);
      if (delivery.outcome !== 'delivered') stuck.add(waiting.id);
    }
    return deliveries;
  }

  async #deliver(waiting: Waiting): Promise<Delivery> {
    try {
      const answer = waiting.what.kind === 'post' ? await this.#post(waiting, waiting.what) : await this.#send(waiting, waiting.what);
      await this.#storage.remove(waiting.id);
      return { outcome: 'delivered', waiting, answer };
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.isTemporary || problem.status === 401) throw problem;
      const { status, code, message } = problem;
      const refused = { ...waiting, refused: { status, code, message } };
      await this.#storage.put(refused);
      return { outcome: problem.isConflict ? 'conflict' : 'refused', waiting: refused, problem };
    }
  }

  async #post(waiting: Waiting, what: Posted): Promise<unknown> {
    const headers = { ...ifMatch(what.ifMatch), 'Idempotency-Key': waiting.id };
    // Any path there is, so without the types of one.
    const post = this.#to.http.POST as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
    return (await post(what.path, { body: what.body, headers })).data;
  }

  async #send(waiting: Waiting, what: Photo): Promise<unknown> {
    if (what.attachmentId) return resumeUpload(this.#to, what.attachmentId, what.file);
    const onBegin = (attachmentId: string) => this.#storage.put({ ...waiting, what: { ...what, attachmentId } });
    return upload(this.#to, what.to, what.file, { name: what.name, idempotencyKey: waiting.id, onBegin });
  }
}

/** A queue that ends with the process: for tests, and where nothing can be kept. */
export function inMemoryQueue(): QueueStorage {
  const kept = new Map<string, Waiting>();
  return {
    all: async () => [...kept.values()],
    put: async (waiting) => void kept.set(waiting.id, waiting),
    remove: async (id) => void kept.delete(id),
  };
}
