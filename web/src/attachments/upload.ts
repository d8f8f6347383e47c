/** One file on its way to a ticket or an opinion, in pieces: what has arrived stays there, and a dead network only holds up the rest. */
import { api, body, newKey, type Schemas } from '@/api/client'
import { Problem } from '@/api/problems'
import { whenOnline } from '@/parts/online'

type Attachment = Schemas['AttachmentOut']

/** Bytes: few enough to see them go, far below what a part may have. */
const PART = 512 * 1024
const RETRY = 2_000

/** One of both: to what it is added. */
export interface Owner {
  readonly ticketId?: string | undefined
  readonly opinionId?: string | undefined
}

export interface Told {
  /** Bytes that the server has. */
  received(bytes: number): void
  /** Whether it waits for the network. */
  waits(waits: boolean): void
}

/** Send a file, going on as often as it is held up. Throws `Problem` for what is refused, and an `AbortError`. */
export async function upload(owner: Owner, file: File, told: Told, signal: AbortSignal): Promise<Attachment> {
  const again = async <T>(send: () => Promise<T>): Promise<T> => {
    for (;;) {
      signal.throwIfAborted()
      try {
        const answer = await send()
        told.waits(false)
        return answer
      } catch (thrown) {
        if (!(thrown instanceof Problem) || !thrown.passes || signal.aborted) throw thrown
        told.waits(true)
        await whenOnline(thrown.retryAfter ?? RETRY)
      }
    }
  }
  const begun = await again(() => begin(owner, file))
  const path = { attachment_id: begun.id }
  let { received } = begun
  told.received(received)
  while (received < file.size) {
    const start = received
    const part = file.slice(start, start + PART)
    const answer = await again(async () => {
      try {
        return await body(api.PUT('/v1/attachments/{attachment_id}/parts', {
          params: { path, query: { start } }, body: part as unknown as string, bodySerializer: (bytes) => bytes as unknown as Blob,
          headers: { 'Content-Type': 'application/octet-stream' }, signal,
        }))
      } catch (thrown) {
        // An answer was lost, or another tab was faster: the server knows how far it is.
        if (thrown instanceof Problem && thrown.code === 'UPLOAD_OFFSET') return body(api.GET('/v1/attachments/{attachment_id}', { params: { path } }))
        throw thrown
      }
    })
    received = answer.received
    told.received(received)
  }
  const key = newKey()
  return again(() => body(api.POST('/v1/attachments/{attachment_id}/complete', { params: { path, header: { 'Idempotency-Key': key } } })))
}

/** The same file of the same thing is begun once: after a reload it goes on where it was, if it is chosen again. */
async function begin({ ticketId = '', opinionId }: Owner, file: File): Promise<Attachment> {
  const announced = { name: nameOf(file), size: file.size }
  const announce = (key: string): Promise<Attachment> => {
    const header = { 'Idempotency-Key': key }
    return opinionId === undefined
      ? body(api.POST('/v1/tickets/{ticket_id}/attachments', { params: { path: { ticket_id: ticketId }, header }, body: announced }))
      : body(api.POST('/v1/opinions/{opinion_id}/attachments', { params: { path: { opinion_id: opinionId }, header }, body: announced }))
  }
  const known = await announce(await keyOf(opinionId ?? ticketId, file))
  const now = await body(api.GET('/v1/attachments/{attachment_id}', { params: { path: { attachment_id: known.id } } })).catch((thrown: unknown) => {
    if (thrown instanceof Problem && thrown.status === 404) return null
    throw thrown
  })
  return now?.state === 'uploading' ? now : announce(newKey())
}

/** What is pasted has no name of its own, and the server takes no longer one. */
const nameOf = (file: File): string => (file.name.trim() || 'image.png').slice(-200)

async function keyOf(owner: string, file: File): Promise<string> {
  // Pages on plain HTTP have no digests: there, nothing goes on after a reload.
  if (crypto.subtle === undefined) return newKey()
  const text = new TextEncoder().encode([owner, file.name, file.size, file.lastModified].join('\n'))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return `file-${Array.from(digest.slice(0, 16), (each) => each.toString(16).padStart(2, '0')).join('')}`
}
