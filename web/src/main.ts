/** The console starts: who is it, then the pages. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import { loadRouteLocation } from 'vue-router'
import { Problem } from './api/problems'
import App from './App.vue'
import { beginLive, endEarly } from './live/live'
import { router } from './router'
import { CONFIGURATION } from './session/configuration'
import { begin } from './session/session'
import './settings'
import { VOCABULARY } from './vocabulary/vocabulary'
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
// All at once: nothing waits for what it does not need. What fails here, but for the first, is asked for again by the page.
const first = router.resolve(router.options.history.location)
const configured = queries.prefetchQuery(CONFIGURATION)
const asked = begin()
for (const { meta } of first.matched) if (meta.reads) void queries.prefetchQuery(meta.reads(first.params))
loadRouteLocation(first).catch(() => undefined)
void queries.prefetchQuery(VOCABULARY)
const [isSignedIn] = await Promise.all([asked, configured])
if (isSignedIn) {
  if (queries.getQueryData(CONFIGURATION.queryKey)?.is_sample) await import('./tour/SampleTour.vue')
  // What happens from here on is news to the page, which may have been read before.
  beginLive()
  const app = createApp(App).use(router).use(VueQueryPlugin, { queryClient: queries })
  // Frame and page are laid out together. Where the page does not come, the frame says so.
  await router.isReady().catch(() => undefined)
  app.mount('#console')
  endEarly()
}
