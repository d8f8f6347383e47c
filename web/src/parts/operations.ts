/** Long work is asked about until it is over: often at first, then less so. */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref, toValue } from 'vue'
import { api, body, type Schemas } from '@/api/client'

type Operation = Schemas['OperationOut']

const OVER = new Set<Operation['state']>(['done', 'failed', 'cancelled'])

export const isOver = (operation: Operation): boolean => OVER.has(operation.state)

/** One operation by its id, as long as there is one. */
export function useOperation(id: Ref<string | null>) {
  return useQuery({
    queryKey: ['operation', id],
    enabled: computed(() => toValue(id) !== null),
    queryFn: () => body(api.GET('/v1/operations/{operation_id}', { params: { path: { operation_id: id.value ?? '' } } })),
    refetchInterval: (query) => {
      const known = query.state.data
      // What is not there, or could not be read, is not asked for again until somebody wants it.
      if (!known || isOver(known)) return false
      return query.state.dataUpdateCount < 10 ? 1_000 : 4_000
    },
  })
}
