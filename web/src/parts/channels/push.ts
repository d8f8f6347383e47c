/** This browser as a channel: asked for only on a click, and encrypted for it alone (RFC 8030, RFC 8291). */
import { api, body } from '@/api/client'
import type { WantedChannel } from '@/api/channels'
import type { Language } from '@/texts/texts'

export type PushTrouble = 'pushMissing' | 'pushDenied' | 'pushFailed'

/** What runs for us is an address of ours, said so to a browser that asks (Trusted Types). */
function address(): unknown {
  const known = (window as { trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): unknown } } }).trustedTypes
  policy ??= known?.createPolicy('push', { createScriptURL: (url) => url }) ?? { createScriptURL: (url: string) => url }
  return policy.createScriptURL('/console/push.js')
}
let policy: { createScriptURL(url: string): unknown } | undefined

/** The channel that this browser would be, or why it cannot be one. */
export async function subscribe(language: Language): Promise<WantedChannel | PushTrouble> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'pushMissing'
  if ((await Notification.requestPermission()) !== 'granted') return 'pushDenied'
  const { public_key } = await body(api.GET('/v1/me/push-key'))
  try {
    await navigator.serviceWorker.register(address() as string)
    const worker = await navigator.serviceWorker.ready
    const { endpoint, keys } = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: public_key })).toJSON()
    if (!endpoint || !keys?.['p256dh'] || !keys['auth']) return 'pushFailed'
    return { kind: 'push', address: endpoint, language, keys: { p256dh: keys['p256dh'], auth: keys['auth'] } }
  } catch (thrown) {
    if (thrown instanceof DOMException || thrown instanceof TypeError) return 'pushFailed'
    throw thrown
  }
}
