/** What can be exported, where it is, and by what it is narrowed. */
import type { WordKind } from '@/vocabulary/vocabulary'
import type { texts } from './texts'

export type ExportKind = keyof typeof texts.value.exports.kinds
type Label = 'state' | 'urgency' | 'status' | 'role' | 'kind' | 'report' | 'groupBy' | 'type'

export type Filter =
  | { readonly name: string; readonly as: 'unit' }
  | { readonly name: string; readonly as: 'word'; readonly kind: WordKind; readonly label: Label; readonly needed?: true }
  | { readonly name: string; readonly as: 'moment'; readonly label: 'since' | 'until' | 'from' | 'to' }
  | { readonly name: string; readonly as: 'flag' }
  | { readonly name: string; readonly as: 'either'; readonly label: 'openOnly' | 'active' | 'rows'; readonly choices: readonly (readonly [string, 'open' | 'closed' | 'inService' | 'left' | 'used' | 'dissolved' | 'byUnits' | 'byDays'])[] }

interface Exportable {
  readonly path: '/v1/exports/tickets' | '/v1/exports/hand-overs' | '/v1/exports/opinions' | '/v1/exports/by-unit' | '/v1/exports/reports/{report}' | '/v1/exports/units' | '/v1/exports/members' | '/v1/exports/teams' | '/v1/exports/events'
  readonly filters: readonly Filter[]
}

const UNIT: Filter = { name: 'unit', as: 'unit' }
const OF_TICKETS: readonly Filter[] = [
  UNIT,
  { name: 'state', as: 'word', kind: 'state', label: 'state' },
  { name: 'urgency', as: 'word', kind: 'urgency', label: 'urgency' },
  { name: 'open', as: 'either', label: 'openOnly', choices: [['true', 'open'], ['false', 'closed']] },
  { name: 'created_since', as: 'moment', label: 'since' },
  { name: 'created_until', as: 'moment', label: 'until' },
  { name: 'overdue', as: 'flag' },
]

export const EXPORTS: Readonly<Record<ExportKind, Exportable>> = {
  tickets: { path: '/v1/exports/tickets', filters: OF_TICKETS },
  handOvers: { path: '/v1/exports/hand-overs', filters: OF_TICKETS },
  opinions: { path: '/v1/exports/opinions', filters: [UNIT, { name: 'status', as: 'word', kind: 'opinion_status', label: 'status' }] },
  byUnit: { path: '/v1/exports/by-unit', filters: [UNIT, { name: 'rows', as: 'either', label: 'rows', choices: [['units', 'byUnits'], ['days', 'byDays']] }] },
  report: {
    path: '/v1/exports/reports/{report}',
    filters: [
      { name: 'report', as: 'word', kind: 'report', label: 'report', needed: true }, UNIT, { name: 'group_by', as: 'word', kind: 'report_group', label: 'groupBy' },
      { name: 'since', as: 'moment', label: 'from' }, { name: 'until', as: 'moment', label: 'to' },
    ],
  },
  units: { path: '/v1/exports/units', filters: [{ name: 'kind', as: 'word', kind: 'unit_kind', label: 'kind' }, { name: 'active', as: 'either', label: 'active', choices: [['true', 'used'], ['false', 'dissolved']] }] },
  members: { path: '/v1/exports/members', filters: [UNIT, { name: 'role', as: 'word', kind: 'role', label: 'role' }, { name: 'active', as: 'either', label: 'active', choices: [['true', 'inService'], ['false', 'left']] }] },
  teams: { path: '/v1/exports/teams', filters: [UNIT] },
  events: { path: '/v1/exports/events', filters: [{ name: 'type', as: 'word', kind: 'event_type', label: 'type' }] },
}
