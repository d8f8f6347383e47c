/** What somebody has begun to write, kept on this device until it has arrived, and not for long. */
import { given } from './page'

export interface Unit {
  code: string
  name: string
}

export interface Place {
  longitude: number
  latitude: number
  accuracy: number
}

/** What the answer told: the code, and with what photos are sent. */
export interface Sent {
  code: string
  unit: string
  token: string
}

/** `key`: under which it is sent, however often. `at`: when it was changed last, in milliseconds. */
export interface Draft {
  fields: Record<string, string>
  confidential: boolean
  unit: Unit | null
  place: Place | null
  key: string
  sending: boolean
  sent: Sent | null
  at: number
}

const NAME = 'opinion'
const HOUR = 3_600_000
/** Somebody else may use this device tomorrow. */
export const KEPT = { draft: 72 * HOUR, sent: HOUR }

/** Where a page is not served over TLS, browsers make no UUIDs. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function begun(): Draft {
  const unit = given<Unit | null>('unit-given')
  const empty: Draft = { fields: {}, confidential: false, unit, place: null, key: newKey(), sending: false, sent: null, at: Date.now() }
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? 'null') as Draft | null
    if (kept === null || Date.now() - kept.at > (kept.sent === null ? KEPT.draft : KEPT.sent)) return empty
    return { ...empty, ...kept, unit: kept.sending ? kept.unit : (unit ?? kept.unit) }
  } catch {
    return empty
  }
}

/** Where a browser keeps nothing, the page still sends. */
export function keep(draft: Draft): void {
  try {
    draft.at = Date.now()
    localStorage.setItem(NAME, JSON.stringify(draft))
  } catch {
    return
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(NAME)
  } catch {
    return
  }
}
