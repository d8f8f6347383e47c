/**
 * Where states and arrows of a life cycle are drawn. The longest way from the beginning is the spine; what leaves it hangs
 * beside it. `line` counts along the spine, `lane` is 0 on the spine and 1 beside it.
 */
import type { Move, Workflow } from './documents'

export interface Place { readonly name: string; readonly line: number; readonly lane: 0 | 1; readonly parent: string }
/** `next` and `back` are neighbours on the spine, `track` others on it; `branch` and `return` lead beside it and back, `step` from one beside it to the next, `far` elsewhere. */
type Shape = 'next' | 'back' | 'track' | 'branch' | 'return' | 'step' | 'far'
export interface Arrow { readonly from: string; readonly to: string; readonly moves: readonly Move[]; readonly shape: Shape; readonly track: number }
/** Where so many lead that arrows would hide the picture. */
export interface Gathered { readonly to: string; readonly moves: readonly Move[]; readonly sources: readonly string[] }
export interface Layout { readonly places: readonly Place[]; readonly arrows: readonly Arrow[]; readonly gathered: readonly Gathered[]; readonly lines: number; readonly tracks: number; readonly fars: number }

const MOST_ARROWS = 3

/** The ways from each state to another, with the moves that go them. */
function waysOf(workflow: Workflow): Map<string, Map<string, Move[]>> {
  const ways = new Map(Object.keys(workflow.states).map((name) => [name, new Map<string, Move[]>()]))
  for (const move of workflow.moves) {
    for (const from of move.from) {
      if (move.to === 'same' || move.to === from) continue
      const there = ways.get(from)
      const known = there?.get(move.to)
      if (known) { if (!known.some((each) => each.zh === move.zh)) known.push(move) } else there?.set(move.to, [move])
    }
  }
  return ways
}

/** By the fewest moves from the beginning: from where each state is reached. */
function reachedFrom(initial: string, ways: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Map<string, string | null> {
  const from = new Map<string, string | null>([[initial, null]])
  for (const name of from.keys()) for (const to of ways.get(name)?.keys() ?? []) if (!from.has(to)) from.set(to, name)
  return from
}

function spineOf(from: ReadonlyMap<string, string | null>): string[] {
  const wayTo = (name: string): string[] => {
    const before = from.get(name)
    return before == null ? [name] : [...wayTo(before), name]
  }
  return [...from.keys()].map(wayTo).reduce((longest, way) => (way.length > longest.length ? way : longest), [])
}

export function layOut(workflow: Workflow): Layout {
  const ways = waysOf(workflow)
  const from = reachedFrom(workflow.initial, ways)
  const spine = spineOf(from)
  const sources = (to: string): string[] => [...ways].filter(([, targets]) => targets.has(to)).map(([name]) => name)
  const isGathered = (name: string): boolean => !spine.includes(name) && sources(name).length > MOST_ARROWS
  const parentOf = (name: string): string => {
    let above = from.get(name) ?? workflow.initial
    while (!spine.includes(above)) above = from.get(above) ?? workflow.initial
    return isGathered(name) ? (spine.at(-1) ?? workflow.initial) : above
  }
  const places: Place[] = []
  let line = 0
  for (const parent of spine) {
    places.push({ name: parent, line, lane: 0, parent })
    const beside = Object.keys(workflow.states).filter((each) => !spine.includes(each) && parentOf(each) === parent)
    beside.forEach((name, at) => places.push({ name, line: line + at, lane: 1, parent }))
    line += Math.max(1, beside.length)
  }
  const arrows = arrowsOf(ways, new Map(places.map((each) => [each.name, each])), spine, isGathered)
  const gathered = places.filter((each) => isGathered(each.name)).map(({ name }) => ({
    to: name, sources: sources(name), moves: [...new Map([...ways.values()].flatMap((each) => each.get(name) ?? []).map((each) => [each.zh, each])).values()],
  }))
  const most = (shape: Shape): number => Math.max(0, ...arrows.filter((each) => each.shape === shape).map((each) => each.track + 1))
  return { places, arrows, gathered, lines: line, tracks: most('track'), fars: most('far') }
}

function arrowsOf(ways: ReadonlyMap<string, ReadonlyMap<string, Move[]>>, places: ReadonlyMap<string, Place>, spine: readonly string[], isGathered: (name: string) => boolean): Arrow[] {
  const found: (Arrow & { low: number; high: number })[] = []
  for (const [from, targets] of ways) {
    for (const [to, moves] of targets) {
      const [a, b] = [places.get(from), places.get(to)]
      if (!a || !b || isGathered(to)) continue
      found.push({ from, to, moves, shape: shapeOf(a, b, spine), track: 0, low: Math.min(a.line, b.line), high: Math.max(a.line, b.line) })
    }
  }
  // Short arrows lie inside, and two share a track where they are side by side.
  const taken: Record<string, { low: number; high: number }[][]> = {}
  return found.sort((one, two) => one.high - one.low - (two.high - two.low)).map((arrow) => {
    const tracks = (taken[arrow.shape] ??= [])
    let track = tracks.findIndex((each) => each.every((other) => other.high <= arrow.low || other.low >= arrow.high))
    if (track < 0) track = tracks.push([]) - 1
    tracks[track]?.push(arrow)
    return { ...arrow, track }
  })
}

function shapeOf(a: Place, b: Place, spine: readonly string[]): Shape {
  if (a.lane === 0 && b.lane === 0) {
    const step = spine.indexOf(b.name) - spine.indexOf(a.name)
    return step === 1 ? 'next' : step === -1 ? 'back' : 'track'
  }
  if (b.lane === 1 && b.parent === a.name) return 'branch'
  if (a.lane === 1 && a.parent === b.name) return 'return'
  return a.lane === 1 && b.lane === 1 && a.line + 1 === b.line ? 'step' : 'far'
}
