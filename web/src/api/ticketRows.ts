/** Lists of tickets as rows: what a table shows, without the texts. */
import type { TicketRow } from '@/parts/TicketRows.vue'
import { api, body, type Schemas } from './client'

type RowPage = Schemas['TicketRowPage']

/** A page of tickets that the filters let through; `query` as the address has it. */
export function listTicketRows(query: Record<string, unknown>): Promise<RowPage> {
  // What is asked for decides which of the two kinds of pages comes.
  return body(api.GET('/v1/tickets', { params: { query: { ...query, view: 'row' } } })) as Promise<RowPage>
}

export function rowsOf(pages: readonly RowPage[]): TicketRow[] {
  return pages.flatMap((page) => page.items).map((ticket) => ({
    key: ticket.id, ticket, dueAt: ticket.next_due_at ?? ticket.due_at, secondsLeft: ticket.seconds_left,
  }))
}
