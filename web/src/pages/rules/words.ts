/** Limits and lists as people say them. The written form of limits is that of policies: `5wd`, `24h`, `13wd first-day`. */
import { language, languageTag } from '@/texts/texts'

const UNITS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  min: { zh: '分钟', en: 'minute' }, h: { zh: '小时', en: 'hour' }, wmin: { zh: '分钟（工作时间）', en: 'minute of working time' }, wh: { zh: '小时（工作时间）', en: 'hour of working time' },
  d: { zh: '个日历日', en: 'calendar day' }, wd: { zh: '个工作日', en: 'working day' }, mo: { zh: '个月', en: 'month' },
}
const OPTIONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'first-day': { zh: '当日算第一天', en: 'the first day counts' }, 'no-roll': { zh: '末日不顺延', en: 'not moved off holidays' }, midnight: { zh: '末日 24 时为止', en: 'until midnight' },
  'keep-time': { zh: '到起算的钟点为止', en: 'at the same time of day' }, 'from-workday': { zh: '从工作日起算', en: 'from a working day' },
}

/** A limit in words; what is none is said as it is written. */
export function limitWords(limit: string): string {
  const [amount = '', ...options] = limit.split(' ')
  const form = /^([0-9]+)(wmin|min|wh|wd|mo|h|d)$/.exec(amount)
  const unit = UNITS[form?.[2] ?? '']
  if (!form || !unit) return limit
  const [zh, n] = [language.value === 'zh', form[1] ?? '']
  const plural = n === '1' ? unit.en : unit.en.replace(/^(\w+ day|\w+)/, '$1s')
  const told = options.map((each) => {
    const [name = '', value] = each.split('=')
    if (name === 'cut-off') return zh ? `${value ?? ''} 以后从次日起算` : `from ${value ?? ''} on the next day counts`
    return name === 'calendar' ? (zh ? '按专门的日历' : 'by a calendar of its own') : OPTIONS[name]?.[language.value]
  })
  const said = zh ? `${n} ${unit.zh}` : `${n} ${plural}`
  return [said, ...told.filter((each): each is string => each !== undefined)].join(zh ? '，' : ', ')
}

/** A day of the calendar, which has no time of day and no zone. */
export function calendarDay(iso: string, withYear = true): string {
  const format = new Intl.DateTimeFormat(languageTag.value, { month: 'long', day: 'numeric', timeZone: 'UTC', ...(withYear ? { year: 'numeric' } : {}) })
  return format.format(new Date(`${iso}T00:00:00Z`))
}
