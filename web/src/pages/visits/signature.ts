/** A signature as it is sent: strokes of points on a field of 1000 by 400, whole numbers, without times. */
import type { Schemas } from '@/api/client'

export type Strokes = Schemas['SignatureIn']['strokes']
export const FIELD = { width: 1000, height: 400 } as const
/** What the server takes, and what it takes for a signature at least. */
const MOST_POINTS = 1000
export const MOST_STROKES = 100
const LEAST_INK = 200
/** Points that lie closer than this say nothing more. */
const STEP = 6

export const isFarther = ([x, y]: number[], [u, v]: number[]): boolean => Math.hypot((x ?? 0) - (u ?? 0), (y ?? 0) - (v ?? 0)) >= STEP
export const inkOf = (strokes: Strokes): number => strokes.reduce((sum, stroke) => sum + stroke.slice(1).reduce((length, [x, y], at) => length + Math.hypot((x ?? 0) - (stroke[at]?.[0] ?? 0), (y ?? 0) - (stroke[at]?.[1] ?? 0)), 0), 0)
export const isSigned = (strokes: Strokes): boolean => inkOf(strokes) >= LEAST_INK

/** Every second point goes, as often as it takes: the shape stays, and there are no more than are taken. */
export function fitting(strokes: Strokes): Strokes {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  return points <= MOST_POINTS ? strokes : fitting(strokes.map((stroke) => stroke.filter((_, at) => at % 2 === 0 || at === stroke.length - 1)))
}
