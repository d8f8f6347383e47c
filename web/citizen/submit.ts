/** The page on which citizens send an opinion in: a draft that outlives a reload and a lost network, and is sent once. */
import { begun, forget, keep, newKey, type Draft, type Sent } from './draft'
import { locate, pick } from './fields'
import { look } from './known'
import { clearPhotos, countPhotos, readyPhotos, showPhotos } from './photos'
import { Refused, say } from './network'
import { element, show, tell } from './page'
import { sendOpinion, sendPhotos } from './sending'

const form = element<HTMLFormElement>('opinion')
const FIELDS = ['title', 'content', 'place', 'name', 'contact'] as const
let draft: Draft = begun()

/** Puts back what was kept, and remembers every change. */
function restore(): void {
  for (const name of FIELDS) {
    const input = element<HTMLInputElement>(name)
    input.value = draft.fields[name] ?? ''
    input.addEventListener('input', () => {
      draft.fields[name] = input.value
      tell(`${name}-fault`, '')
      keep(draft)
      look(draft)
    })
  }
  const confidential = element<HTMLInputElement>('confidential')
  confidential.checked = draft.confidential
  confidential.addEventListener('change', () => {
    draft.confidential = confidential.checked
    keep(draft)
  })
  pick(draft, () => look(draft))
  locate(draft)
  look(draft)
}

/** What is missing is said beside its field, and the first of it gets the focus. */
function isComplete(): boolean {
  const faults: [string, string, string][] = []
  for (const name of ['title', 'content']) if (!draft.fields[name]?.trim()) faults.push([name, name, say('needed')])
  if (draft.unit === null) faults.push(['unit_code', 'unit-search', say('chooseUnit')])
  for (const name of [...FIELDS, 'unit_code']) tell(`${name}-fault`, '')
  for (const [name, , text] of faults) tell(`${name}-fault`, text)
  if (faults[0] !== undefined) element(faults[0][1]).focus()
  return faults.length === 0
}

function lock(isSending: boolean): void {
  for (const control of form.querySelectorAll<HTMLInputElement>('input, textarea, button')) control.disabled = isSending
  form.setAttribute('aria-busy', String(isSending))
}

/** Sends what was written, as often as it takes; the key sees to it that it arrives once. */
async function send(): Promise<void> {
  draft.sending = true
  keep(draft)
  lock(true)
  show('refused', false)
  try {
    draft.sent = await sendOpinion(draft)
    draft.fields = {}
    keep(draft)
    finish(draft.sent)
  } catch (error) {
    draft = { ...draft, sending: false, key: newKey() }
    keep(draft)
    lock(false)
    explain(error)
  }
}

/** What the server did not take is said beside its field, or above the button. */
function explain(error: unknown): void {
  tell('state', '')
  const faults = error instanceof Refused ? error.faults : []
  const placed = faults.filter(({ name }) => document.getElementById(`${name}-fault`) !== null)
  for (const { name, text } of placed) tell(`${name}-fault`, text)
  const [first] = placed
  if (first !== undefined) element(first.name === 'unit_code' ? 'unit-search' : first.name).focus()
  const rest = placed.length === faults.length && first !== undefined ? '' : error instanceof Refused ? error.message : say('failed')
  tell('refused', rest)
  show('refused', rest !== '')
}

/** The code, large; photos go on behind it. */
function finish(sent: Sent): void {
  show('opinion', false)
  show('result', true)
  tell('code', sent.code)
  tell('arrived', say('arrived', { unit: sent.unit }))
  tell('where', `${location.origin}/track`)
  element('result-head').focus()
  element('copy').addEventListener('click', () => void copy(sent.code))
  element('print').addEventListener('click', () => print())
  element('noted').addEventListener('click', () => void leave('/track'))
  element('another').addEventListener('click', () => void leave('/submit'))
  void sendPhotos(sent, draft.key)
}

async function copy(code: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(code)
    tell('copied', say('copied'))
  } catch {
    getSelection()?.selectAllChildren(element('code'))
  }
}

async function leave(to: string): Promise<void> {
  forget()
  await clearPhotos()
  location.assign(to)
}

async function begin(): Promise<void> {
  if (draft.sent !== null) return finish(draft.sent)
  restore()
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isComplete()) void readyPhotos().then(send)
  })
  element('clear').addEventListener('click', () => {
    if (confirm(say('clear'))) void leave(location.pathname)
  })
  await showPhotos()
  if (draft.sending) await send()
  else if (Object.values(draft.fields).some(Boolean) || countPhotos() > 0) tell('state', say('kept'))
}

void begin()
