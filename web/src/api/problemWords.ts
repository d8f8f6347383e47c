/** What a refusal means for whoever is told of it: what is the matter, and what to do next. */
import { texts } from '@/texts/texts'
import type { Problem } from './problems'

/** A sentence or two in plain words; what the server says is kept where it knows more. */
export function problemWords(problem: Problem): string {
  const { problem: say } = texts.value
  if (problem.code === 'OUTCOME_UNKNOWN') return say.unknown
  switch (problem.status) {
    case 0:
      return navigator.onLine ? say.noAnswer : say.offline
    case 401:
      return say.signedOut
    case 403:
      return `${problem.detail} ${say.forbidden}`
    case 404:
      return say.missing
    case 409:
      return `${problem.detail} ${say.conflict}`
    case 412:
      return say.changed
    case 422:
      return problem.wrong.length > 0 ? say.wrong : problem.detail
    case 429:
      return say.tooMany(Math.ceil((problem.retryAfter ?? 10_000) / 1000))
    default:
      return problem.status >= 500 ? say.busy : problem.detail
  }
}
