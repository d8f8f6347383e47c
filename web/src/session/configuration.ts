/** What this server is like: whether it is the sample world. Read once. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'

export function useConfiguration() {
  const { data } = useQuery({
    queryKey: ['console'],
    queryFn: () => body(api.GET('/v1/console')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return computed(() => data.value ?? null)
}
