/** What can be imported, by whom, and which columns a file of it has. The headings are those that the server knows. */
import type { Role } from '@/session/session'
import type { texts } from './texts'

type FieldName = keyof typeof texts.value.fields
export type ImportKind = keyof typeof texts.value.imports.kinds

interface Column {
  readonly field: FieldName
  readonly need: 'needed' | 'oneOf' | 'optional'
}
export interface Importable {
  readonly roles: readonly Role[]
  readonly columns: readonly Column[]
  /** Bytes at most, as the server takes them. */
  readonly most: number
  readonly takesJsonLines: boolean
}

const of = (need: Column['need'], ...fields: FieldName[]): Column[] => fields.map((field) => ({ field, need }))

export const IMPORTS: Readonly<Record<ImportKind, Importable>> = {
  opinions: {
    roles: ['handler', 'leader', 'office', 'integrator', 'admin'], most: 64 << 20, takesJsonLines: true,
    columns: [...of('oneOf', 'title', 'content'), ...of('optional', 'category', 'contact', 'citizen_name', 'place', 'longitude', 'latitude', 'accuracy', 'submitted_at', 'unit_code', 'external_ref', 'source')],
  },
  history: {
    roles: ['admin'], most: 64 << 20, takesJsonLines: true,
    columns: [...of('needed', 'external_ref', 'created_at', 'closed_at'), ...of('oneOf', 'title', 'content'), ...of('optional', 'unit_code', 'handler_code', 'category', 'urgency', 'difficulty', 'source', 'due_at', 'state', 'outcome', 'reply', 'solved', 'satisfaction', 'steps')],
  },
  units: { roles: ['admin'], most: 64 << 20, takesJsonLines: false, columns: [...of('needed', 'code', 'parent_code', 'level', 'name'), ...of('optional', 'kind', 'designation')] },
  members: { roles: ['admin'], most: 64 << 20, takesJsonLines: false, columns: [...of('needed', 'member_name', 'home_unit_code', 'role', 'post_unit_code'), ...of('optional', 'skills', 'member_ref')] },
  teams: { roles: ['admin'], most: 64 << 20, takesJsonLines: false, columns: [...of('needed', 'team_unit_code', 'team', 'member_name', 'home_unit_code', 'team_role'), ...of('optional', 'member_ref', 'sent_by_unit_code')] },
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The type of a file by its name: browsers disagree about that of CSV. */
export function typeOf(file: File): string {
  const name = file.name.toLowerCase()
  if (name.endsWith('.xlsx')) return XLSX
  return /\.(jsonl|ndjson)$/.test(name) ? 'application/jsonl' : 'text/csv'
}
