/** What a form of a move holds while it is filled in: values, what is wrong with them, and the key with which they are sent. */
import { type ComputedRef, computed, reactive, type Ref, ref, watch } from 'vue'
import { newKey, type Schemas } from '@/api/client'
import type { Problem } from '@/api/problems'
import { texts } from '@/texts/texts'
import { keepDraft, readDraft } from './drafts'

type Action = Schemas['ActionOut']

export interface MoveForm {
  readonly fields: readonly Schemas['FieldOut'][]
  readonly values: Record<string, unknown>
  /** Anew whenever something is typed: what is the same is done once, however often it is sent. */
  readonly key: Ref<string>
  readonly problem: Ref<Problem | null>
  readonly tried: Ref<boolean>
  readonly lacks: ComputedRef<boolean>
  /** What is wrong with a field, in words. */
  wrong(name: string): string | null
  /** Whether a field is seldom needed: a reason that may be left out, beside what a move is about. */
  folded(field: Schemas['FieldOut']): boolean
  /** The body of the request. */
  move(): Schemas['TransitionIn']
}

const isEmpty = (value: unknown): boolean => value === undefined || value === '' || value === null || (Array.isArray(value) && value.length === 0)

/** Whether a line of a list has a part empty that is needed. */
function lacksPart(field: Schemas['FieldOut'], value: unknown): boolean {
  const needed = field.parts.filter((part) => part.required).map((part) => part.name)
  return Array.isArray(value) && value.some((line: Record<string, unknown>) => needed.some((name) => isEmpty(line[name])))
}

/** A form of `action`, with what was kept of it on this device as `draft`. `about`: fields that are settled already. */
export function useMoveForm(action: Action, draft: string, about: Readonly<Record<string, string>> = {}): MoveForm {
  const fields = action.fields.filter((each) => !(each.name in about))
  const kept = readDraft(draft)
  const byDefault = Object.fromEntries(action.fields.filter((each) => each.default !== null).map((each) => [each.name, each.default]))
  const values = reactive<Record<string, unknown>>({ ...(kept?.values ?? byDefault), ...about })
  const key = ref(kept?.key ?? newKey())
  const problem = ref<Problem | null>(null)
  const tried = ref(false)
  watch(values, () => {
    key.value = newKey()
    keepDraft(draft, { values, key: key.value })
  })
  const lacking = (field: Schemas['FieldOut']): boolean => (field.required && isEmpty(values[field.name])) || lacksPart(field, values[field.name])
  return {
    fields, values, key, problem, tried,
    lacks: computed(() => action.fields.some(lacking)),
    wrong(name) {
      const field = action.fields.find((each) => each.name === name)
      if (tried.value && field && lacking(field)) return texts.value.form.required
      // A part of a line is said at the list that has the line.
      return problem.value?.wrong.find((each) => each.pointer === `/${name}` || each.pointer.startsWith(`/${name}/`))?.detail ?? null
    },
    folded: ({ name, kind, required }) => name === 'reason' && kind === 'text' && !required && fields.length > 1,
    move() {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
      return { action: action.action, ...filled } as Schemas['TransitionIn']
    },
  }
}
