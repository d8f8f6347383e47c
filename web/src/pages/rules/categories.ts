/** What the categories of the catalogue in force are called, by their codes, in the order of the tree. */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, body, type Schemas } from '@/api/client'
import { said } from '@/texts/texts'

export type CategoryNode = Schemas['CategoryNode']

export const flat = (nodes: readonly CategoryNode[]): CategoryNode[] => nodes.flatMap((each) => [each, ...flat(each.parts)])

/** `wanted`: not read before. */
export function useCategories(wanted?: Ref<boolean>) {
  return useQuery({ queryKey: ['categories'], enabled: wanted ?? true, queryFn: () => body(api.GET('/v1/categories')) })
}

export function useCategoryNames() {
  const tree = useCategories()
  return computed(() => new Map(flat(tree.data.value?.items ?? []).map((each) => [each.code, said(each)])))
}
