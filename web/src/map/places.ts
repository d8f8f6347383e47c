/** Places: what a map marks and a list says, and how they are read. */
import { api, body, type Schemas } from '@/api/client'

export interface Place {
  /** Of what lies there. */
  readonly id: string
  readonly longitude: number
  readonly latitude: number
  /** In which colour it is marked. */
  readonly warning?: 'none' | 'yellow' | 'orange' | 'red'
}
export type Degrees = Schemas['LocationIn']
export type MapSource = Schemas['MapSourceOut']

/** Marks that a map shows at once, and pages that are read for them at most: few may fit of each. */
const MOST = 50
const PAGES = 4

export interface TicketPlaces {
  readonly features: readonly Schemas['TicketFeatureOut'][]
  readonly hasMore: boolean
}

/** Tickets of a part of the map (`west,south,east,north`), narrowed as their list is; of everywhere without one. */
export async function readTicketPlaces(asked: Record<string, unknown>, bbox: string | null): Promise<TicketPlaces> {
  const features: Schemas['TicketFeatureOut'][] = []
  let cursor: string | null = null
  for (let read = 0; read < PAGES; read += 1) {
    const query: Record<string, unknown> = { ...asked, limit: MOST, ...(bbox === null ? {} : { bbox }), ...(cursor === null ? {} : { cursor }) }
    const page: Schemas['TicketFeaturesOut'] = await body(api.GET('/v1/places/tickets', { params: { query } }))
    features.push(...page.features)
    cursor = page.next_cursor
    if (cursor === null || features.length >= MOST) break
  }
  return { features: features.slice(0, MOST), hasMore: cursor !== null }
}

/** What else lies around a place, nearest first. */
export async function readNear(at: Degrees, within: number): Promise<readonly Schemas['FeatureOut'][]> {
  const query = { near: `${at.longitude},${at.latitude}`, within, limit: 10 }
  return (await body(api.GET('/v1/places/opinions', { params: { query } }))).features
}

/** Where a map begins on which somebody marks a place: at the unit, or where the newest opinion is, or with the whole country. */
export async function startOf(unit: string | null): Promise<{ readonly at: Degrees; readonly zoom: number }> {
  const known = unit === null ? null : (await body(api.GET('/v1/units/{unit_id}', { params: { path: { unit_id: unit } } }))).location
  if (known) return { at: { longitude: known.longitude, latitude: known.latitude }, zoom: 14 }
  const [newest] = (await body(api.GET('/v1/places/opinions', { params: { query: { limit: 1 } } }))).features
  const [longitude, latitude] = newest?.geometry.coordinates ?? []
  if (longitude !== undefined && latitude !== undefined) return { at: { longitude, latitude }, zoom: 12 }
  return { at: { longitude: 104.2, latitude: 35.9 }, zoom: 3 }
}
