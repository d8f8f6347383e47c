/** Days as inputs and the interface have them: `2026-03-02`, in China. */
const DAY = 86_400_000
const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

export const daysAgo = (days: number): string => format.format(new Date(Date.now() - days * DAY))

/** The first day that does not count, of the last one that does; and the other way round. */
export const dayAfter = (day: string): string => shifted(day, 1)
export const dayBefore = (day: string): string => shifted(day, -1)

/** The end of a survey is the first moment at which it is over: what people are told is the day before. */
export const lastMoment = (end: string): string => new Date(Date.parse(end) - 1).toISOString()

function shifted(day: string, by: number): string {
  const noon = Date.parse(`${day}T12:00:00Z`)
  return Number.isNaN(noon) ? day : new Date(noon + by * DAY).toISOString().slice(0, 10)
}
