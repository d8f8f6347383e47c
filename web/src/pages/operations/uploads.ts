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

export async function upload(kind: ImportKind, file: File, choices: Choices): Promise<Imported> {
  const header = { 'Idempotency-Key': keyOf(kind, file, choices) }
  // A file goes as it is; the document knows no type for that.
  const sent = { body: file as unknown as string, bodySerializer: (given: unknown) => given as BodyInit, headers: { 'Content-Type': typeOf(file) } }
  const where = { source: choices.source, ...(choices.unitId ? { unit_id: choices.unitId } : {}) }
  const system = choices.sourceSystem.trim()
  if (kind === 'opinions') return { operation: await body(api.POST('/v1/opinions/imports', { params: { header, query: { ...where, ...(system ? { source_system: system } : {}) } }, ...sent })) }
  if (kind === 'history') return { operation: await body(api.POST('/v1/tickets/imports', { params: { header, query: { ...where, source_system: system } }, ...sent })) }
  const came = await body<Schemas['ReceiptsOut'] | Schemas['OperationOut']>(kind === 'units' ? api.POST('/v1/units/imports', { params: { header }, ...sent }) : api.POST('/v1/members/imports', { params: { header }, ...sent }))
  return 'faults' in came ? { receipts: came } : { operation: came }
}
