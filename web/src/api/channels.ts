/** Channels by which somebody is reached: one's own, or those of a unit. Both are done alike. */
import { api, body, type Schemas } from './client'

export type Channel = Schemas['ChannelOut']
export type ChannelRule = Schemas['ChannelRuleOut']
export type WantedChannel = Schemas['ChannelIn']

export interface ChannelDoor {
  /** Under which answers are kept. */
  readonly owner: string
  list(): Promise<readonly Channel[]>
  add(wanted: WantedChannel, key: string): Promise<Channel>
  remove(id: string): Promise<unknown>
  sendCode(id: string, key: string): Promise<unknown>
  verify(id: string, code: string, key: string): Promise<unknown>
  rules(id: string): Promise<readonly ChannelRule[]>
  choose(id: string, rule: string, wanted: boolean): Promise<readonly ChannelRule[]>
  /** A message to try it, where that is for whoever has it alone. */
  readonly test: ((id: string, key: string) => Promise<unknown>) | null
}

const once = (key: string) => ({ 'Idempotency-Key': key })

export const ownChannels: ChannelDoor = {
  owner: 'me',
  list: async () => (await body(api.GET('/v1/me/channels'))).items,
  add: (wanted, key) => body(api.POST('/v1/me/channels', { params: { header: once(key) }, body: wanted })),
  remove: (id) => api.DELETE('/v1/me/channels/{channel_id}', { params: { path: { channel_id: id } } }),
  sendCode: (id, key) => api.POST('/v1/me/channels/{channel_id}/code', { params: { path: { channel_id: id }, header: once(key) } }),
  verify: (id, code, key) => api.POST('/v1/me/channels/{channel_id}/verification', { params: { path: { channel_id: id }, header: once(key) }, body: { code } }),
  rules: async (id) => (await body(api.GET('/v1/me/channels/{channel_id}/rules', { params: { path: { channel_id: id } } }))).items,
  choose: async (id, rule, wanted) => (await body(api.PUT('/v1/me/channels/{channel_id}/rules/{rule}', { params: { path: { channel_id: id, rule } }, body: { wanted } }))).items,
  test: (id, key) => api.POST('/v1/me/channels/{channel_id}/test', { params: { path: { channel_id: id }, header: once(key) } }),
}

export function channelsOfUnit(unit: string): ChannelDoor {
  const of = (id: string) => ({ unit_id: unit, channel_id: id })
  return {
    owner: unit,
    list: async () => (await body(api.GET('/v1/units/{unit_id}/channels', { params: { path: { unit_id: unit } } }))).items,
    add: (wanted, key) => body(api.POST('/v1/units/{unit_id}/channels', { params: { path: { unit_id: unit }, header: once(key) }, body: wanted })),
    remove: (id) => api.DELETE('/v1/units/{unit_id}/channels/{channel_id}', { params: { path: of(id) } }),
    sendCode: (id, key) => api.POST('/v1/units/{unit_id}/channels/{channel_id}/code', { params: { path: of(id), header: once(key) } }),
    verify: (id, code, key) => api.POST('/v1/units/{unit_id}/channels/{channel_id}/verification', { params: { path: of(id), header: once(key) }, body: { code } }),
    rules: async (id) => (await body(api.GET('/v1/units/{unit_id}/channels/{channel_id}/rules', { params: { path: of(id) } }))).items,
    choose: async (id, rule, wanted) => (await body(api.PUT('/v1/units/{unit_id}/channels/{channel_id}/rules/{rule}', { params: { path: { ...of(id), rule } }, body: { wanted } }))).items,
    test: null,
  }
}
