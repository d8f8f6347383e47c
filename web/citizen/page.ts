/** What the page is made of, by the ids that its template gives. */
export function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind
}

export function tell(id: string, text: string): void {
  element(id).textContent = text
}

export function show(id: string, is: boolean): void {
  element(id).hidden = !is
}

/** Data that came with the page: nobody's markup, and no script. */
export function given<Kind>(id: string): Kind {
  return JSON.parse(element(id).textContent) as Kind
}

/** A button that only does what it says. */
export function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}
