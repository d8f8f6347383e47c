/** What codes are called: read once from the server, in both languages. */
import { computed } from 'vue'
import { queryOptions, useQuery } from '@tanstack/vue-query'
import { api, body, type Schemas } from '@/api/client'
import { said } from '@/texts/texts'

export type WordKind = Schemas['VocabularyOut']['items'][number]['kind']

export const VOCABULARY = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: () => body(api.GET('/v1/vocabulary')),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Labels by kind and code. Until they are here, nothing is shown in their place rather than a code. */
export function useVocabulary() {
  const { data } = useQuery(VOCABULARY)
  const words = computed(() => new Map((data.value?.items ?? []).map(({ kind, words }) => [kind, new Map(words.map((each) => [each.code, each]))])))
  function word(kind: WordKind, code: string | null | undefined): string {
    const found = code == null ? undefined : words.value.get(kind)?.get(code)
    return found ? said(found) : ''
  }
  function choices(kind: WordKind): { code: string; label: string }[] {
    return [...(words.value.get(kind)?.values() ?? [])].map((each) => ({ code: each.code, label: said(each) }))
  }
  return { word, choices }
}
