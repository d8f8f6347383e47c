/** One move of many tickets: which moves they have in common, and how the move is made, some at a time. */
import { api, body, type Schemas } from '@/api/client'
import { Problem } from '@/api/problems'
import { noteSeen } from '@/live/news'
import type { TicketRow } from '@/parts/TicketRows.vue'

export type Action = Schemas['ActionOut']

/** What a ticket has of its own cannot be named for many. */
const OF_ONE: ReadonlySet<string> = new Set(['request', 'order', 'joint_task', 'ticket'])
/** So many go together: few enough to see them go on, far below what one request may hold. */
const TOGETHER = 20

/** One of those that are alike; whoever acts may do the same with all of them, and the server has the last word. */
export function samples(rows: readonly TicketRow[]): string[] {
  const alike = new Map<string, string>()
  for (const { ticket } of rows) alike.set(`${ticket.state} ${ticket.holder.id}`, ticket.id)
  return [...alike.values()]
}

/** The moves that all of these tickets have in common, in the order of the first. A field that one of them needs is needed. */
export async function commonActions(ids: readonly string[]): Promise<Action[]> {
  const all = await Promise.all(ids.map((ticket_id) => body(api.GET('/v1/tickets/{ticket_id}/actions', { params: { path: { ticket_id } } }))))
  const [first, ...others] = all.map((each) => each.items)
  return (first ?? []).flatMap((action) => {
    const same = others.map((items) => items.find((each) => each.action === action.action))
    const isOfOne = action.fields.some((field) => field.required && OF_ONE.has(field.kind))
    if (isOfOne || same.includes(undefined)) return []
    const needed = (name: string): boolean => same.some((each) => each?.fields.some((field) => field.name === name && field.required))
    const fields = action.fields.filter((field) => !OF_ONE.has(field.kind)).map((field) => ({ ...field, required: field.required || needed(field.name) }))
    return [{ ...action, fields }]
  })
}

/** What became of one ticket; `problem` is `null` if it was moved. */
export interface Line {
  readonly row: TicketRow
  readonly problem: Problem | null
  /** Whether the same, sent again, may go through: no answer came, or the server was busy. */
  readonly isOpen: boolean
}

/** Make a move of all, some at a time; what is sent again with the same `key` has one effect.
 *
 * Those that went together stay open together, so that they go together again.
 */
export async function moveAll(rows: readonly TicketRow[], move: Schemas['TransitionIn'], key: string, tell: (lines: Line[]) => void): Promise<void> {
  for (let at = 0; at < rows.length; at += TOGETHER) tell(await moveSome(rows.slice(at, at + TOGETHER), move, key))
}

async function moveSome(rows: readonly TicketRow[], move: Schemas['TransitionIn'], key: string): Promise<Line[]> {
  try {
    const { items } = await body(api.POST('/v1/tickets/transitions', {
      // The same tickets with the same form: the same request, also when only these are sent again.
      params: { header: { 'Idempotency-Key': keyOf(key, rows) } },
      body: { tickets: rows.map(({ ticket }) => ({ id: ticket.id, version: ticket.version })), move },
    }))
    return items.map((line, at) => {
      if (line.version !== null) noteSeen(line.id, line.version)
      return { row: rows[at] as TicketRow, isOpen: false, problem: line.problem === null ? null : new Problem({ code: '', ...line.problem, status: line.status }) }
    })
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return rows.map((row) => ({ row, isOpen: thrown.passes, problem: thrown }))
  }
}

function keyOf(key: string, rows: readonly TicketRow[]): string {
  return `${key}.${rows[0]?.ticket.id}.${rows.length}`
}
