/** Sending a file to be imported: done at once, or as an operation to watch. */
import { api, body, newKey, type Schemas } from '@/api/client'
import { type ImportKind, typeOf } from './importKinds'

export interface Choices {
  readonly sourceSystem: string
  readonly source: Schemas['Source']
  readonly unitId: string | null
}
export type Imported = { readonly operation: Schemas['OperationOut'] } | { readonly receipts: Schemas['ReceiptsOut'] }

/** One key for one file with the same choices: sent again after a lost answer, it is not imported twice. */
let last: { readonly of: string; readonly key: string } | null = null
function keyOf(kind: ImportKind, file: File, choices: Choices): string {
  const of = JSON.stringify([kind, file.name, file.size, file.lastModified, choices])
  if (last?.of !== of) last = { of, key: newKey() }
  return last.key
}
/** What was taken may be sent again, as another import. */
export function forget(): void {
  last = null
}

// A file goes as it is; the document knows no type for that.
const sent = (file: File) => ({ body: file as unknown as string, bodySerializer: (given: unknown) => given as BodyInit, headers: { 'Content-Type': typeOf(file) } })
const where = (choices: Choices) => ({ source: choices.source, ...(choices.unitId ? { unit_id: choices.unitId } : {}) })
function optionalSystem(choices: Choices): { source_system?: string } {
  const system = choices.sourceSystem.trim()
  return system ? { source_system: system } : {}
}

/** What importing it would say of its first lines; nothing is changed. */
export async function check(kind: ImportKind, file: File, choices: Choices): Promise<Schemas['ImportCheckOut']> {
  if (kind === 'opinions') return body(api.POST('/v1/opinions/imports/checks', { params: { query: { ...where(choices), ...optionalSystem(choices) } }, ...sent(file) }))
  if (kind === 'history') return body(api.POST('/v1/tickets/imports/checks', { params: { query: { ...where(choices), source_system: choices.sourceSystem.trim() } }, ...sent(file) }))
  if (kind === 'teams') return body(api.POST('/v1/teams/imports/checks', sent(file)))
  return body(kind === 'units' ? api.POST('/v1/units/imports/checks', sent(file)) : api.POST('/v1/members/imports/checks', sent(file)))
}

export async function upload(kind: ImportKind, file: File, choices: Choices): Promise<Imported> {
  const header = { 'Idempotency-Key': keyOf(kind, file, choices) }
  if (kind === 'opinions') return { operation: await body(api.POST('/v1/opinions/imports', { params: { header, query: { ...where(choices), ...optionalSystem(choices) } }, ...sent(file) })) }
  if (kind === 'history') return { operation: await body(api.POST('/v1/tickets/imports', { params: { header, query: { ...where(choices), source_system: choices.sourceSystem.trim() } }, ...sent(file) })) }
  const came = await body<Schemas['ReceiptsOut'] | Schemas['OperationOut']>(kind === 'teams' ? api.POST('/v1/teams/imports', { params: { header }, ...sent(file) }) : kind === 'units' ? api.POST('/v1/units/imports', { params: { header }, ...sent(file) }) : api.POST('/v1/members/imports', { params: { header }, ...sent(file) }))
  return 'faults' in came ? { receipts: came } : { operation: came }
}
