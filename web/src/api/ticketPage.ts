/** A ticket with all that its page shows, in one answer. */
import { queryOptions } from '@tanstack/vue-query'
import { noteSeen } from '@/live/news'
import { language } from '@/texts/texts'
import { api, body, type Schemas } from './client'

export type TicketPage = Schemas['TicketPageOut']

const PARTS: readonly Schemas['TicketPart'][] = ['opinions', 'attachments', 'hand_overs', 'joint_tasks', 'requests', 'orders', 'events', 'actions', 'clock']

/** In the language of the page. */
export function ticketPage(id: string) {
  return queryOptions({ queryKey: ['ticket', id, language.value], queryFn: () => readTicketPage(id) })
}

export async function readTicketPage(id: string): Promise<TicketPage> {
  // What is asked for decides which of the two answers comes.
  const page = (await body(api.GET('/v1/tickets/{ticket_id}', { params: { path: { ticket_id: id }, query: { include: [...PARTS] } } }))) as TicketPage
  noteSeen(page.id, page.version)
  return page
}
