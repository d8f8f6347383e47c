/** From a layout to lines on paper: across a wide page, or down a narrow one. Lengths are in units of the drawing. */
import type { Arrow, Layout, Place } from './layout'

export type Direction = 'across' | 'down'
interface Point { readonly x: number; readonly y: number }
export interface Box extends Point { readonly name: string; readonly width: number; readonly height: number }
export interface Line { readonly key: string; readonly from: string; readonly to: string; readonly path: string; readonly words: readonly string[]; readonly at: Point; readonly anchor: 'start' | 'middle' | 'end'; readonly gathered: boolean }
export interface Drawing { readonly boxes: readonly Box[]; readonly lines: readonly Line[]; readonly width: number; readonly height: number }

const LINE_HIGH = 14
/** Sizes along the spine and across it. */
const SIZES = {
  across: { pitch: 122, long: 88, thick: 44, beside: 92, trackGap: 22, before: 46, after: 8, far: 44 },
  down: { pitch: 96, long: 42, thick: 84, beside: 86, trackGap: 16, before: 70, after: 6, far: 12 },
} as const

/** Across a page, names that take more room make it. */
function sizeFor(layout: Layout, direction: Direction, say: (arrow: { readonly moves: Arrow['moves'] }) => string[]): { [name in keyof (typeof SIZES)['across']]: number } {
  const size = SIZES[direction]
  if (direction === 'down') return size
  const names = (...shapes: readonly Arrow['shape'][]): string[][] => layout.arrows.filter((each) => shapes.includes(each.shape)).map(say)
  const lines = (shape: Arrow['shape']): number => Math.max(0, ...names(shape).map((each) => each.length))
  const longest = Math.max(0, ...names('branch', 'return').flat().map((each) => each.length))
  return { ...size, pitch: longest > 6 ? size.pitch + 12 : size.pitch, beside: Math.max(size.beside, 40 + (lines('back') + lines('return')) * LINE_HIGH), far: size.far + Math.max(0, lines('step') - 1) * LINE_HIGH }
}

/** `say`: the names at an arrow, line by line; `many`: beside those of an arrow from so many states. */
export function draw(layout: Layout, direction: Direction, say: (arrow: { readonly moves: Arrow['moves'] }) => string[], many: (count: number) => string): Drawing {
  const across = direction === 'across'
  const size = sizeFor(layout, direction, say)
  const places = new Map(layout.places.map((each) => [each.name, each]))
  const top = size.before + layout.tracks * size.trackGap + size.thick / 2
  const along = (place: Place): number => place.line * size.pitch + size.pitch / 2
  const cross = (lane: number): number => top + lane * (size.thick + size.beside)
  const point = (m: number, c: number): Point => (across ? { x: m, y: c } : { x: c, y: m })
  const path = (...stops: readonly (readonly [number, number])[]): string => stops.map(([m, c], at) => { const { x, y } = point(m, c); return `${at === 0 ? 'M' : 'L'}${x} ${y}` }).join('')
  const [half, thick] = [size.long / 2, size.thick / 2]

  function line(arrow: Arrow): Line {
    const [a, b] = [places.get(arrow.from), places.get(arrow.to)]
    if (!a || !b) throw new Error('an arrow leads to where nothing is')
    const words = say(arrow)
    const lead = (words.length - 1) * LINE_HIGH
    const [ma, mb] = [along(a), along(b)]
    const shared = (name: string): number => layout.arrows.filter((each) => each.shape === 'track' && (each.from === name || each.to === name)).length
    const made = (d: string, at: Point, anchor: Line['anchor']): Line => ({ key: `${arrow.from}>${arrow.to}`, from: arrow.from, to: arrow.to, path: d, words, at, anchor, gathered: false })
    const outer = cross(0) + thick
    switch (arrow.shape) {
      case 'next': {
        const middle = b.line - a.line > 1 ? mb - size.pitch / 2 : (ma + mb) / 2
        return made(path([ma + half, top - 6], [mb - half, top - 6]), across ? { x: middle, y: top - thick - 8 - lead } : { x: top + 4, y: mb - half - size.pitch / 4 - lead / 2 + 1 }, across ? 'middle' : 'start')
      }
      case 'back': {
        const middle = a.line - b.line > 1 ? ma - size.pitch / 2 : (ma + mb) / 2
        return made(path([ma - half, top + (across ? 6 : -16)], [mb + half, top + (across ? 6 : -16)]), across ? { x: middle, y: top + thick + 16 } : { x: top - 22, y: ma - half - size.pitch / 4 - lead / 2 + 1 }, across ? 'middle' : 'end')
      }
      case 'track': {
        const c = top - thick - size.before + (across ? 4 : 14) - arrow.track * size.trackGap
        const ahead = mb > ma ? 1 : -1
        const port = 10 + (layout.tracks - 1 - arrow.track) * 9
        const [pa, pb] = across ? [ma + ahead * port, mb - ahead * port] : [ma + ahead * Math.min(port, half - 4), mb - ahead * Math.min(port, half - 4)]
        const d = path([pa, top - thick], [pa, c], [pb, c], [pb, top - thick])
        // Its name stands where fewer lines meet.
        const free = shared(arrow.from) <= shared(arrow.to) ? pa : pb
        return made(d, across ? { x: (pa + pb) / 2, y: c - 5 } : { x: top - thick - 8, y: free - 5 - lead }, across ? 'middle' : 'end')
      }
      case 'branch': {
        const [near, m0, m1] = [cross(1) - thick, ma - 8, mb - 8]
        const d = b.line === a.line ? path([m0, outer], [m1, near]) : path([m0, outer], [m0, outer + 22], [m1, outer + 22], [m1, near])
        return made(d, across ? { x: m1 - 5, y: near - 14 - lead } : { x: near - 10, y: m1 - 5 - lead }, 'end')
      }
      case 'return': {
        const [near, m0, m1] = [cross(1) - thick, ma + 8, mb + 8]
        const d = b.line === a.line ? path([m0, near], [m1, outer]) : path([m0, near], [m0, outer + 12], [m1, outer + 12], [m1, outer])
        return made(d, across ? { x: m0 + 5, y: near - 14 - lead } : { x: near - 6, y: m0 + 14 }, across ? 'start' : 'end')
      }
      case 'step':
        return made(path([ma + half, cross(1)], [mb - half, cross(1)]), across ? { x: (ma + mb) / 2, y: cross(1) + thick + 16 } : { x: cross(1) + 6, y: (ma + mb) / 2 + 4 }, across ? 'middle' : 'start')
      case 'far': {
        const c = cross(1) + thick + size.far + arrow.track * size.trackGap
        const end = cross(b.lane) + thick
        const [m0, m1] = a.lane === b.lane ? [ma, mb] : [ma, mb + (across ? 24 : 12)]
        const d = path([m0, cross(a.lane) + thick], [m0, c], [m1, c], [m1, end])
        return made(d, across ? { x: (m0 + m1) / 2, y: c - 5 } : { x: end + 12, y: m1 - 5 - lead }, across ? 'middle' : 'start')
      }
    }
  }

  function stub({ to, moves, sources }: Layout['gathered'][number]): Line {
    const place = places.get(to)
    if (!place) throw new Error('a state is nowhere')
    const [m, near] = [along(place), cross(1) - thick]
    const start = near - (across ? 40 : 56)
    return { key: `>${to}`, from: '', to, path: path([m, start], [m, near]), words: [...say({ moves }), many(sources.length)], at: across ? { x: m - 6, y: start + 10 } : { x: near - 10, y: m - 20 }, anchor: 'end', gathered: true }
  }

  const boxes = layout.places.map((place): Box => {
    const { x, y } = point(along(place), cross(place.lane))
    const [width, height] = across ? [size.long, size.thick] : [size.thick, size.long]
    return { name: place.name, x: x - width / 2, y: y - height / 2, width, height }
  })
  const length = layout.lines * size.pitch
  const depth = cross(layout.places.some((each) => each.lane === 1) ? 1 : 0) + thick + size.after + (layout.fars ? size.far + layout.fars * size.trackGap : 16)
  return { boxes, lines: [...layout.arrows.map(line), ...layout.gathered.map(stub)], width: across ? length : depth, height: across ? depth : length }
}
