/** Leaving for good: the next one at this browser finds nothing of what was written here, and is told nothing for somebody
 * else. Moves that wait are kept: they are sent when their writer is back, and shown to nobody else. */
import { forgetDrafts } from '@/parts/drafts'
import { endSession } from './session'

/** A push service that does not answer keeps nobody from leaving. */
const PATIENCE = 2_000

export async function signOut(): Promise<void> {
  await forget()
  endSession()
}

/** Forget what this browser keeps for whoever works here. */
export async function forget(): Promise<void> {
  forgetDrafts()
  await Promise.race([unsubscribe(), new Promise((done) => { setTimeout(done, PATIENCE) })])
}

/** Have this browser told of nothing any more; the push service then says to the server that the channel is gone. */
async function unsubscribe(): Promise<void> {
  try {
    const worker = await navigator.serviceWorker?.getRegistration('/console/')
    await (await worker?.pushManager?.getSubscription())?.unsubscribe()
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown
  }
}
