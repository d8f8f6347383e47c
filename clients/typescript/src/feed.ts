// The feed of events: each once, in order, whatever breaks between. The cursor is the caller's to keep.
import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import { type Connection, done } from './client.ts';
import type { components } from './generated/document.ts';
import { problemOf } from './problem.ts';
import { backoff, pause } from './transport.ts';

export type FeedEvent = components['schemas']['FeedEvent'];

export interface FeedOptions {
  /** Where to go on: the `feed_cursor` of the last event that was dealt with; `earliest`, or `latest` (the default). */
  after?: string;
  /** Types such as `ticket.escalated`, or globs such as `ticket.*`. */
  types?: string[];
  ticketId?: string;
  /** Told how far the feed was followed, to be kept. */
  onCursor?: (cursor: string) => void;
  signal?: AbortSignal;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Milliseconds without a sign of life after which a stream is dead: three of the server's heartbeats. */
const SILENCE = 45_000;
const RECONNECT = { base: 500, longest: 30_000 };
const WAIT = 25;

/** Follow the feed by asking again and again, each time waiting for something to come. Ends with the signal only. */
export async function* poll(to: Connection, options: FeedOptions = {}): AsyncGenerator<FeedEvent, void> {
  let after = options.after ?? 'latest';
  while (!options.signal?.aborted) {
    const query = { ...wanted(options), wait: WAIT, after };
    const init = { params: { query }, ...(options.signal ? { signal: options.signal } : {}) };
    const page = await done(to.http.GET('/v1/events', init)).catch(unlessAborted(options.signal));
    if (!page) return;
    yield* page.items;
    after = page.next;
    options.onCursor?.(after);
  }
}

/** Follow the feed as a stream, opened anew where it broke off. Ends with the signal only; throws `Problem`. */
export async function* follow(to: Connection, options: FeedOptions = {}): AsyncGenerator<FeedEvent, void> {
  const sleep = options.sleep ?? pause;
  // Where it begins is asked for first: a line that is cut before anything came would begin later the next time.
  const isNow = options.after === undefined || options.after === 'latest';
  let after = isNow ? await present(to, options) : options.after!;
  let failures = 0;
  while (!options.signal?.aborted) {
    const silence = new AbortController();
    const signal = AbortSignal.any([silence.signal, ...(options.signal ? [options.signal] : [])]);
    let retry: number | undefined;
    try {
      const dog = watch(() => silence.abort());
      for await (const message of opened(to, options, after, signal, dog, (asked) => (retry = asked))) {
        failures = 0;
        const event = eventIn(message);
        if (event) yield event;
        after = message.id || event?.feed_cursor || after;
        options.onCursor?.(after);
      }
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      failures += 1;
    }
    if (options.signal?.aborted) return;
    await sleep(failures > 0 ? backoff(failures, RECONNECT) : (retry ?? 0), options.signal).catch(() => undefined);
  }
}

async function present(to: Connection, options: FeedOptions): Promise<string> {
  const query = { ...wanted(options), after: 'latest', limit: 1 };
  return (await done(to.http.GET('/v1/events', { params: { query } }))).next;
}

/** The connection was lost, which a stream outlives. */
class Broken extends Error {}

async function* opened(
  to: Connection,
  options: FeedOptions,
  after: string,
  signal: AbortSignal,
  dog: Dog,
  onRetry: (milliseconds: number) => void,
): AsyncGenerator<EventSourceMessage> {
  const query = new URLSearchParams(options.types?.map((type) => ['type', type]));
  if (options.ticketId) query.set('ticket_id', options.ticketId);
  query.set('after', after);
  const headers = { Accept: 'text/event-stream' };
  let reader: ReadableStreamDefaultReader<EventSourceMessage> | undefined;
  try {
    const response = await to.fetch(new Request(`${to.baseUrl}/v1/events/stream?${query}`, { headers, signal })).catch(broken);
    if (!response.ok || !response.body) throw await problemOf(response);
    const text = response.body.pipeThrough(dog.tap()).pipeThrough<string>(new TextDecoderStream() as never);
    reader = text.pipeThrough(new EventSourceParserStream({ onRetry })).getReader();
    for (;;) {
      const { done: ended, value } = await reader.read().catch(broken);
      if (ended) return;
      yield value;
    }
  } finally {
    dog.stop();
    await reader?.cancel().catch(() => undefined);
  }
}

interface Dog {
  tap(): TransformStream<Uint8Array, Uint8Array>;
  stop(): void;
}

/** Something that barks when nothing has passed for too long. */
function watch(bark: () => void): Dog {
  let timer = setTimeout(bark, SILENCE);
  const fed = () => {
    clearTimeout(timer);
    timer = setTimeout(bark, SILENCE);
  };
  const transform = (chunk: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>) => {
    fed();
    controller.enqueue(chunk);
  };
  return { tap: () => new TransformStream({ transform }), stop: () => clearTimeout(timer) };
}

/** The event in a message of whatever name; other messages, and those without data, only move the cursor. */
function eventIn(message: EventSourceMessage): FeedEvent | undefined {
  try {
    const data: unknown = JSON.parse(message.data);
    const isEvent = typeof data === 'object' && data !== null && 'type' in data && 'feed_cursor' in data;
    return isEvent ? (data as FeedEvent) : undefined;
  } catch {
    return undefined;
  }
}

function wanted(options: FeedOptions): { type?: string[]; ticket_id?: string } {
  return { ...(options.types ? { type: options.types } : {}), ...(options.ticketId ? { ticket_id: options.ticketId } : {}) };
}

function broken(error: unknown): never {
  throw new Broken('the stream broke off', { cause: error });
}

function unlessAborted(signal: AbortSignal | undefined): (error: unknown) => undefined {
  return (error) => {
    if (!signal?.aborted) throw error;
    return undefined;
  };
}
