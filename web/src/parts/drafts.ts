/** What somebody has written and not sent: kept on this device until it is sent or dropped, through reloads and dead networks. */
export interface Draft {
  readonly values: Record<string, unknown>
  /** The key with which it is sent, so that one draft has one effect however often it is sent. */
  readonly key: string
}

const PREFIX = 'console.draft.'

export function readDraft(name: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

export function keepDraft(name: string, draft: Draft): void {
  localStorage.setItem(PREFIX + name, JSON.stringify(draft))
}

export function dropDraft(name: string): void {
  localStorage.removeItem(PREFIX + name)
}
