// Tickets: forming, reading, and a method for every move.
import { type Connection, done, ifMatch, readAgain, type Versioned } from './client.ts';
import type { components } from './generated/document.ts';
import { type Move, type MovedOut, Moves } from './generated/moves.ts';

type Schemas = components['schemas'];

export interface MoveOptions {
  /** What the move is decided on: `version` of the ticket, or the `etag` that came with it. Stale ones are refused. */
  ifMatch?: string | number;
  /** Say what would happen, and change nothing. */
  validateOnly?: boolean;
  /** To repeat a move that may have been made, as after a restart; a new one is made up for each move otherwise. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export class Tickets extends Moves {
  readonly #to: Connection;

  constructor(to: Connection) {
    super();
    this.#to = to;
  }

  /** Form a ticket. With an `id` of one's own it is the same ticket however often it is sent. */
  form(body: Schemas['TicketIn'], options: Pick<MoveOptions, 'idempotencyKey' | 'signal'> = {}): Promise<Schemas['FormedOut']> {
    const params = { header: key(options.idempotencyKey) };
    return done(this.#to.http.POST('/v1/tickets', { body, params, ...signal(options) }));
  }

  /** Read a ticket; with what was read before, its bytes travel only if it has changed. */
  read(ticketId: string, known?: Versioned<Schemas['TicketOut']>): Promise<Versioned<Schemas['TicketOut']>> {
    return readAgain(
      (header) => this.#to.http.GET('/v1/tickets/{ticket_id}', { params: { path: { ticket_id: ticketId }, header } }),
      known,
    );
  }

  override move(ticketId: string, move: Move, options: MoveOptions = {}): Promise<MovedOut> {
    const params = {
      path: { ticket_id: ticketId },
      header: { ...ifMatch(options.ifMatch), ...key(options.idempotencyKey) },
      ...(options.validateOnly ? { query: { validate_only: true } } : {}),
    };
    return done(this.#to.http.POST('/v1/tickets/{ticket_id}/transitions', { body: move, params, ...signal(options) }));
  }
}

function key(value: string | undefined): { 'Idempotency-Key'?: string } {
  return value === undefined ? {} : { 'Idempotency-Key': value };
}

function signal(options: { signal?: AbortSignal }): { signal?: AbortSignal } {
  return options.signal ? { signal: options.signal } : {};
}
