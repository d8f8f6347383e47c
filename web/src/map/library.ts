/** The library that draws maps, with its worker from our own origin. Nothing of it is loaded before a map is opened. */
import { setWorkerUrl } from 'maplibre-gl'
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

interface Policies { createPolicy(name: string, rules: { createScriptURL: (url: string) => string | null }): unknown }

// It starts its worker by an address that is text: a browser that asks (Trusted Types) lets this one through, no other.
const known = (window as { trustedTypes?: Policies }).trustedTypes
known?.createPolicy('default', { createScriptURL: (url) => (url === worker ? url : null) })
setWorkerUrl(worker)

export { LngLatBounds, Map as MapView, Marker } from 'maplibre-gl'
export type { StyleSpecification } from 'maplibre-gl'
