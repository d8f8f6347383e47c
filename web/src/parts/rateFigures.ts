/** How a rate is shown: a share in per cent, a time as a span, and a dash where there is none. */
import { language } from '@/texts/texts'
import { span } from '@/time'

/** In hundredths of a per cent as the server rounds, without zeros at the end. */
export function rateFigure(rate: string, value: number | null): string {
  if (value === null) return '—'
  if (rate === 'mean_time') return span(value)
  return `${(100 * value).toFixed(2).replace(/\.?0+$/, '')}${language.value === 'zh' ? '' : ' '}%`
}
