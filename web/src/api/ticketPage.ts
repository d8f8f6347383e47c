/** A ticket with all that its page shows, in one answer. */
import { api, body, type Schemas } from './client'

export type TicketPage = Schemas['TicketPageOut']

const PARTS: readonly Schemas['TicketPart'][] = ['opinions', 'attachments', 'hand_overs', 'joint_tasks', 'requests', 'orders', 'events', 'actions', 'clock']

export function readTicketPage(id: string): Promise<TicketPage> {
  // What is asked for decides which of the two answers comes.
  return body(api.GET('/v1/tickets/{ticket_id}', { params: { path: { ticket_id: id }, query: { include: [...PARTS] } } })) as Promise<TicketPage>
}
