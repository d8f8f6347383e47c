/** How much waits for whoever is here, by why it waits. */
import { queryOptions } from '@tanstack/vue-query'
import { api, body } from './client'

export const WORK = queryOptions({ queryKey: ['work'], queryFn: () => body(api.GET('/v1/work')) })
