/** Who works here: the session of this browser, and the post in which somebody acts. */
import { reactive, readonly } from 'vue'
import { api, body, introduce, type Schemas, whenSignedOut } from '@/api/client'
import { Problem } from '@/api/problems'
import type { operations } from '@document'

export type Me = Schemas['MeOut']
export type Role = NonNullable<Me['role']>

const state = reactive<{ me: Me | null; ended: boolean }>({ me: null, ended: false })

/** The session as pages see it. `me` is null until `begin` has answered. */
export const session = readonly(state)

let token = ''

/** Find out who is signed in. Whoever is not goes to the page of sign-in, and comes back to where they wanted to go. */
export async function begin(): Promise<boolean> {
  try {
    const [begun, me] = await Promise.all([body(api.GET('/v1/sign-in/session')), body(api.GET('/v1/me'))])
    token = begun.csrf_token
    state.me = me
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem
    location.replace(signInAddress())
    return false
  }
  if (state.me.role === null) {
    location.replace(signInAddress())
    return false
  }
  introduce(token, state.me.acting_as)
  whenSignedOut(end)
  return true
}

/** Whether the role of whoever works here admits them to an operation of the interface. On which things is the server's to say. */
export function may(operation: keyof operations): boolean {
  return state.me?.operations.includes(operation) ?? false
}

/** Act as another of one's posts. The whole page begins anew: what was read as one post is not shown to another. */
export async function actAs(post: string): Promise<void> {
  await api.PUT('/v1/sign-in/post', { body: { acting_as: post } })
  location.assign('/console/')
}

export function signInAddress(): string {
  return `/sign-in?return_to=${encodeURIComponent(location.pathname + location.search)}`
}

/** Something answered 401: the page stays as it is, and says so. */
export function end(): void {
  state.ended = true
}

/** End the session in this browser; the server forgets it. */
export function endSession(): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/sign-out'
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'csrf'
  field.value = token
  form.append(field)
  document.body.append(form)
  form.submit()
}
