/** Sizes of files as people say them. */
import { languageTag } from '@/texts/texts'

export function size(bytes: number): string {
  const [unit, by] = bytes >= 1_000_000 ? (['megabyte', 1_000_000] as const) : (['kilobyte', 1_000] as const)
  const shown = Math.max(bytes / by, 0.1)
  return new Intl.NumberFormat(languageTag.value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown)
}
