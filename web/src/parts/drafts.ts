/** What somebody has written and not sent: kept on this device until it is sent or dropped, through reloads and dead networks.
 *
 * Others may work at the same browser: each has drafts of their own in each of their posts. */
import { session } from '@/session/session'

export interface Draft {
  readonly values: Record<string, unknown>
  /** The key with which it is sent, so that one draft has one effect however often it is sent. */
  readonly key: string
}

const PREFIX = 'console.draft.'
const ofPerson = (): string => `${PREFIX}${session.me?.principal} `
const keptAs = (name: string): string => `${ofPerson()}${session.me?.acting_as} ${name}`

export function readDraft(name: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(keptAs(name)) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

export function keepDraft(name: string, draft: Draft): void {
  localStorage.setItem(keptAs(name), JSON.stringify(draft))
}

export function dropDraft(name: string): void {
  localStorage.removeItem(keptAs(name))
}

/** Forget all drafts of whoever works here, in whichever post they were written. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(ofPerson())) localStorage.removeItem(name)
}
