/** What this server is like: whether it is the sample world. Read once, before the first page is shown: nothing moves by it. */
import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'

export const CONFIGURATION = queryOptions({
  queryKey: ['console'],
  queryFn: () => body(api.GET('/v1/console')),
  staleTime: Number.POSITIVE_INFINITY,
})

export function useConfiguration() {
  const { data } = useQuery(CONFIGURATION)
  return computed(() => data.value ?? null)
}
