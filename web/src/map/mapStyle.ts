/** How a map looks: the tiles of the operator's source on our ground, dimmed by night. */
import type { MapSource } from './places'
import type { MapView, StyleSpecification } from './library'

const DEEPEST = 18
const DIMMED = { 'raster-brightness-max': 0.62, 'raster-saturation': -0.35, 'raster-contrast': 0.1 } as const
const PLAIN = { 'raster-brightness-max': 1, 'raster-saturation': 0, 'raster-contrast': 0 } as const

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const isDark = (): boolean => {
  const { theme } = document.documentElement.dataset
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}
/** A path is one of this server; braces stay as they are. */
const whole = (tiles: string): string => (tiles.startsWith('/') ? location.origin + tiles : tiles)

export function styleOf(source: MapSource): StyleSpecification {
  const paint = { ...(isDark() ? DIMMED : PLAIN) }
  return {
    version: 8,
    sources: Object.fromEntries(source.tiles.map((tiles, n) => [`tiles-${n}`, { type: 'raster' as const, tiles: [whole(tiles)], tileSize: 256, maxzoom: DEEPEST }])),
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': token('--sunken') } },
      ...source.tiles.map((_, n) => ({ id: `tiles-${n}`, type: 'raster' as const, source: `tiles-${n}`, paint })),
    ],
  }
}

/** As it is day or night now. Returns how to stop that. */
export function followTheme(map: MapView, source: MapSource): () => void {
  const dress = (): void => {
    if (!map.getLayer('ground')) return
    map.setPaintProperty('ground', 'background-color', token('--sunken'))
    for (const n of source.tiles.keys()) for (const [name, value] of Object.entries(isDark() ? DIMMED : PLAIN)) map.setPaintProperty(`tiles-${n}`, name as keyof typeof PLAIN, value)
  }
  const night = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(dress)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  night.addEventListener('change', dress)
  return () => { chosen.disconnect(); night.removeEventListener('change', dress) }
}
