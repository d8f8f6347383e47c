/** Moments and spans as people say them, in the time zone of the office. */
import { computed, type ComputedRef } from 'vue'
import { languageTag, texts } from '@/texts/texts'

const ZONE = 'Asia/Shanghai'

/** Made when it is used first: a browser takes its time for each. */
const format = (options: Intl.DateTimeFormatOptions): ComputedRef<Intl.DateTimeFormat> => computed(() => new Intl.DateTimeFormat(languageTag.value, { timeZone: ZONE, ...options }))
const DAY = format({ month: 'short', day: 'numeric' })
const DAY_OF_YEAR = format({ year: 'numeric', month: 'short', day: 'numeric' })
const MOMENT = format({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const WHOLE = format({ dateStyle: 'full', timeStyle: 'short' })
const WHOLE_DAY = format({ dateStyle: 'full' })
const YEAR = format({ year: 'numeric' })

/** The day, with its year if that is not this one. */
export function day(at: string): string {
  const when = new Date(at)
  const isThisYear = YEAR.value.format(when) === YEAR.value.format(new Date())
  return (isThisYear ? DAY : DAY_OF_YEAR).value.format(when)
}

export const moment = (at: string): string => MOMENT.value.format(new Date(at))
export const wholeMoment = (at: string): string => WHOLE.value.format(new Date(at))

/** A day as `YYYY-MM-DD`. */
export const wholeDay = (day: string): string => WHOLE_DAY.value.format(new Date(`${day}T12:00+08:00`))

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
