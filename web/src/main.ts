/** The console starts: who is it, then the pages. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import { Problem } from './api/problems'
import App from './App.vue'
import { beginLive } from './live/live'
import { router } from './router'
import { CONFIGURATION } from './session/configuration'
import { begin } from './session/session'
import './settings'
import './styles/tokens.css'
import './styles/base.css'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (tried, problem) => tried < 2 && problem instanceof Problem && problem.passes,
      networkMode: 'offlineFirst',
      // What is new is told, and shown when somebody asks for it.
      refetchOnWindowFocus: false,
    },
  },
})
// Both at once; where the second fails, pages ask again.
const [isSignedIn] = await Promise.all([begin(), queries.prefetchQuery(CONFIGURATION)])
if (isSignedIn) {
  if (queries.getQueryData(CONFIGURATION.queryKey)?.is_sample) await import('./tour/SampleTour.vue')
  beginLive()
  createApp(App).use(router).use(VueQueryPlugin, { queryClient: queries }).mount('#console')
}
