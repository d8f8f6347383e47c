/** Moments and spans as people say them, in the time zone of the office. */
import { computed } from 'vue'
import { languageTag, texts } from '@/texts/texts'

const ZONE = 'Asia/Shanghai'

const formats = computed(() => {
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(languageTag.value, { timeZone: ZONE, ...options })
  return {
    day: make({ month: 'short', day: 'numeric' }),
    dayOfYear: make({ year: 'numeric', month: 'short', day: 'numeric' }),
    moment: make({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    whole: make({ dateStyle: 'full', timeStyle: 'short' }),
    year: make({ year: 'numeric' }),
  }
})

/** The day, with its year if that is not this one. */
export function day(at: string): string {
  const when = new Date(at)
  const isThisYear = formats.value.year.format(when) === formats.value.year.format(new Date())
  return (isThisYear ? formats.value.day : formats.value.dayOfYear).format(when)
}

export const moment = (at: string): string => formats.value.moment.format(new Date(at))
export const wholeMoment = (at: string): string => formats.value.whole.format(new Date(at))

/** So many seconds, roughly: days from two days on, hours from two hours on, minutes below. */
export function span(seconds: number): string {
  const { days, hours, minutes } = texts.value.time
  const whole = Math.abs(seconds)
  if (whole >= 2 * 86_400) return days(Math.floor(whole / 86_400))
  if (whole >= 2 * 3_600) return hours(Math.floor(whole / 3_600))
  return minutes(Math.max(1, Math.floor(whole / 60)))
}

/** An instant as `datetime-local` has it, which knows no zone: what is typed there is meant in the zone of whoever types. */
export function localOf(at: unknown): string {
  if (typeof at !== 'string' || at === '') return ''
  const when = new Date(at)
  return new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
export const instantOf = (local: string): string => (local === '' ? '' : new Date(local).toISOString())
