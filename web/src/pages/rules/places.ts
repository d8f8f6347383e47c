/** On which line of a JSON text a place is that a pointer (RFC 6901) names. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g

/** The line of each place of a JSON text that is right, from 1. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>([['', 1]])
  const path: { key: string | number; list: boolean }[] = []
  let line = 1
  let expectsKey = false
  const pointer = (): string => path.map((each) => `/${String(each.key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  for (const [token] of text.matchAll(TOKEN)) {
    const top = path.at(-1)
    if (token === '\n') { line += 1; continue }
    if (expectsKey && token.startsWith('"') && top) {
      top.key = JSON.parse(token) as string
      lines.set(pointer(), line)
      expectsKey = false
      continue
    }
    if (token !== ']' && token !== '}' && token !== ',' && top?.list && !lines.has(pointer())) lines.set(pointer(), line)
    if (token === '{') { path.push({ key: '', list: false }); expectsKey = true } else if (token === '[') path.push({ key: 0, list: true })
    else if (token === '}' || token === ']') { path.pop(); expectsKey = false } else if (token === ',' && top) {
      if (top.list) top.key = Number(top.key) + 1
      else expectsKey = true
    }
  }
  return lines
}

/** The line of a pointer, or of the nearest place around it that is there; null for the whole text. */
export function lineFinder(text: string): (pointer: string) => number | null {
  const lines = linesOf(text)
  return (pointer) => {
    for (let place = pointer; place; place = place.slice(0, place.lastIndexOf('/'))) {
      const line = lines.get(place)
      if (line !== undefined) return line
    }
    return null
  }
}

/** Near which line a text stops being JSON; null if it is JSON. */
export function brokenLine(text: string): number | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const told = error instanceof Error ? error.message : ''
    const line = /line (\d+)/.exec(told)?.[1]
    const position = /position (\d+)/.exec(told)?.[1]
    if (line) return Number(line)
    return text.slice(0, position ? Number(position) : text.length).split('\n').length
  }
}
