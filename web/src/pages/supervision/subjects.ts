/** What was drawn or looked into, as people know it: a ticket by its number and title, a visit by its day and whom it was to. */
import type { RouteLocationRaw } from 'vue-router'
import type { Schemas } from '@/api/client'
import { useVocabulary } from '@/vocabulary/vocabulary'
import { texts } from './texts'

type Subject = Schemas['SubjectOut']
type Verdict = Schemas['Verdict']

export const pageOf = ({ kind, id }: Subject): RouteLocationRaw => ({ name: kind, params: { id } })
export const titleOf = ({ kind, title }: Subject): string => (kind === 'visit' ? texts.value.visitOf(title) : title)
/** What tells it from others that are called the same. */
export const markOf = ({ kind, number, day }: Subject): string => (kind === 'visit' ? day : number) ?? ''

/** What is said of one in the words of the vocabulary: how it was found to be, in those of its kind, and what stands beside it. */
export function useSubjectWords() {
  const { word, choices } = useVocabulary()
  const verdict = (kind: Subject['kind'], code: Verdict | null): string => (code && kind === 'visit' ? texts.value.visitVerdicts[code] : word('verdict', code))
  const verdicts = (kind: Subject['kind']): { code: string; label: string }[] => choices('verdict').map(({ code }) => ({ code, label: verdict(kind, code as Verdict) }))
  const besideOf = (subject: Subject): string => [markOf(subject), subject.holder, subject.confirmation ? word('visit_confirmation', subject.confirmation) : '', subject.kind === 'visit' && subject.state === 'cancelled' ? texts.value.cancelled : ''].filter(Boolean).join(' · ')
  return { verdict, verdicts, besideOf }
}
