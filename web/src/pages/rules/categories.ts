/** What the categories of the catalogue in force are called, by their codes, in the order of the tree. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body, type Schemas } from '@/api/client'
import { said } from '@/texts/texts'

export type CategoryNode = Schemas['CategoryNode']

export const flat = (nodes: readonly CategoryNode[]): CategoryNode[] => nodes.flatMap((each) => [each, ...flat(each.parts)])

export function useCategories() {
  return useQuery({ queryKey: ['categories'], queryFn: () => body(api.GET('/v1/categories')) })
}

export function useCategoryNames() {
  const tree = useCategories()
  return computed(() => new Map(flat(tree.data.value?.items ?? []).map((each) => [each.code, said(each)])))
}
