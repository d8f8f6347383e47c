/** Two fields that are not typed alone: the unit, which is searched and chosen, and the place, which the device knows. */
import { keep, type Draft, type Unit } from './draft'
import { ask, say, type Schemas } from './network'
import { button, element, show, tell } from './page'

const PAUSE = 350

/** A list of buttons below what is typed: every browser and every reader knows those. */
export function pick(draft: Draft, changed: () => void): void {
  const input = element<HTMLInputElement>('unit-search')
  let timer = 0
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void search(input.value.trim(), choose), PAUSE)
  })
  element('unit-change').addEventListener('click', () => {
    choose(null)
    input.focus()
  })
  function choose(unit: Unit | null): void {
    draft.unit = unit
    keep(draft)
    shown()
    changed()
  }
  function shown(): void {
    show('unit', draft.unit !== null)
    show('unit-choice', draft.unit === null)
    tell('unit-name', draft.unit?.name ?? '')
    if (draft.unit !== null) tell('unit_code-fault', '')
  }
  shown()
}

async function search(text: string, choose: (unit: Unit) => void): Promise<void> {
  const list = element('units')
  if (text === '') return list.replaceChildren()
  try {
    const found = await ask<Schemas['ReceiverPage']>(`/v1/submissions/units?q=${encodeURIComponent(text)}`)
    // Whoever has typed on meanwhile wants another answer.
    if (element<HTMLInputElement>('unit-search').value.trim() !== text) return
    list.replaceChildren(...found.items.map((unit) => choice(unit, choose)))
    tell('unit-hint', found.items.length > 0 ? say('found', { count: found.items.length }) : say('noUnit'))
  } catch (error) {
    tell('unit-hint', error instanceof Error ? error.message : '')
  }
}

function choice(unit: Schemas['ReceiverOut'], choose: (unit: Unit) => void): HTMLLIElement {
  const item = document.createElement('li')
  const chosen = button(unit.name, () => {
    choose({ code: unit.code, name: unit.name })
    element('place').focus()
  })
  if (unit.within !== null) {
    const within = document.createElement('span')
    within.textContent = unit.within
    chosen.append(' ', within)
  }
  item.append(chosen)
  return item
}

/** Asked for by a button, never by itself; and what goes along can be taken back. */
export function locate(draft: Draft): void {
  const told = (): void => {
    tell('located', draft.place === null ? '' : say('located', { metres: draft.place.accuracy }))
    show('forget-place', draft.place !== null)
  }
  const forget = (): void => {
    draft.place = null
    keep(draft)
    told()
  }
  element('forget-place').addEventListener('click', () => {
    forget()
    element('locate').focus()
  })
  element('locate').addEventListener('click', () => {
    forget() // Who asks again means where they are now, or nothing.
    tell('located', say('locating'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const place = { longitude: rounded(coords.longitude), latitude: rounded(coords.latitude) }
        draft.place = { ...place, accuracy: Math.min(Math.ceil(coords.accuracy), 100_000) }
        keep(draft)
        told()
      },
      ({ code, PERMISSION_DENIED }) => tell('located', say(code === PERMISSION_DENIED ? 'notAllowed' : 'notLocated')),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  })
  told()
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
