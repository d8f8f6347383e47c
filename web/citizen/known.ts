/** What may be known already where something is to be sent: what it is about, how it stands and the day, as anybody may read it.
 *
 * What is being written is compared on this device and does not leave it. */
import type { Draft } from './draft'
import { ask, say } from './network'
import { element, show } from './page'

/** As GeoReport has them, which every city may read. */
interface Service {
  service_code: string
  keywords: string
}
interface Matter {
  service_code: string
  service_name: string
  status: 'open' | 'closed'
  requested_datetime: string
  updated_datetime: string
  address: string | null
}

const PAUSE = 700
const DAYS = 30
const MOST = 3

let services: Promise<Service[]> | undefined
const matters = new Map<string, Promise<Matter[]>>()
let timer = 0

/** After every change, once somebody rests. */
export function look(draft: Draft): void {
  clearTimeout(timer)
  timer = window.setTimeout(() => void compare(draft), PAUSE)
}

async function compare(draft: Draft): Promise<void> {
  const { unit, fields } = draft
  const text = `${fields['title'] ?? ''} ${fields['content'] ?? ''}`
  const found = unit === null || text.trim() === '' ? [] : await alike(unit.code, text)
  if (draft.unit !== unit) return
  element('alike').replaceChildren(...found.map(line))
  show('known', found.length > 0)
}

/** Whoever has no network, or a city that publishes nothing, is told nothing. */
async function alike(code: string, text: string): Promise<Matter[]> {
  try {
    const there = await once(code)
    if (there.length === 0) return []
    services ??= ask<Service[]>('/open311/v2/services.json')
    const meant = new Set((await services).filter(({ keywords }) => keywords.split(', ').some((word) => word !== '' && text.includes(word))).map((each) => each.service_code))
    return there.filter((each) => meant.has(each.service_code)).slice(0, MOST)
  } catch {
    matters.delete(code)
    services = undefined
    return []
  }
}

function once(code: string): Promise<Matter[]> {
  const since = new Date(Date.now() - DAYS * 86_400_000).toISOString()
  const asked = matters.get(code) ?? ask<Matter[]>(`/open311/v2/requests.json?${new URLSearchParams({ jurisdiction_id: code, start_date: since })}`)
  matters.set(code, asked)
  return asked
}

function line({ service_name, address, status, requested_datetime, updated_datetime }: Matter): HTMLLIElement {
  const item = document.createElement('li')
  const what = document.createElement('span')
  what.textContent = [service_name, address].filter(Boolean).join(' · ')
  const how = document.createElement('span')
  how.className = 'role'
  how.textContent = status === 'open' ? say('underWay', { day: day(requested_datetime) }) : say('over', { day: day(updated_datetime) })
  item.append(what, how)
  return item
}

/** Whole days are told: midnight where the office is. */
function day(moment: string): string {
  return new Date(moment.slice(0, 10)).toLocaleDateString(document.documentElement.lang, { month: 'long', day: 'numeric', timeZone: 'UTC' })
}
