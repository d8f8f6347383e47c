/** Which pages lead whom where: the order is that of the menu. */
import type { Role } from './session/session'
import { texts } from './texts/texts'
import { computed } from 'vue'

interface Entry {
  /** Of the route. */
  readonly name: string
  readonly label: string
  /** Path of a mark of 24 by 24. */
  readonly mark: string
  /** Who is led there; null is everybody. What somebody may do there is the server's to say. */
  readonly roles: readonly Role[] | null
}

/** Where somebody begins: the name of a page. */
export const FIRST: Record<Role, string> = {
  handler: 'desk', leader: 'desk', office: 'inbox', supervisor: 'wall', integrator: 'hooks', admin: 'organisation',
}
const STAFF = ['handler', 'leader', 'office'] as const

/** All pages of the menu. */
export const entries = computed((): readonly Entry[] => {
  const { nav } = texts.value
  return [
    { name: 'desk', label: nav.desk, mark: 'M4 5h16v5H4zM4 14h16v5H4z', roles: STAFF },
    { name: 'inbox', label: nav.inbox, mark: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 3h3L15 13h5', roles: STAFF },
    { name: 'register', label: nav.register, mark: 'M5 4h14v16H5zM12 9v6M9 12h6', roles: STAFF },
    { name: 'tickets', label: nav.tickets, mark: 'M5 6h14M5 12h14M5 18h9', roles: null },
    { name: 'programme', label: nav.programme, mark: 'M7 21V4h11l-3 4 3 4H7', roles: ['handler', 'leader', 'office', 'supervisor', 'admin'] },
    { name: 'wall', label: nav.wall, mark: 'M5 19V11M12 19V5M19 19v-6', roles: ['leader', 'office', 'supervisor', 'admin'] },
    { name: 'reports', label: nav.reports, mark: 'M6 3h9l4 4v14H6zM9 17v-4M12.5 17v-7M16 17v-2', roles: ['leader', 'office', 'supervisor', 'admin'] },
    { name: 'organisation', label: nav.organisation, mark: 'M12 4v5M12 9H6v4M12 9h6v4M4 13h4v6H4zM16 13h4v6h-4zM10 4h4', roles: ['leader', 'office', 'supervisor', 'admin'] },
    { name: 'rules', label: nav.rules, mark: 'M12 4v16M7 20h10M5 8h14M5 8l-2.5 6a3 3 0 0 0 5 0zM19 8l-2.5 6a3 3 0 0 0 5 0z', roles: ['leader', 'office', 'supervisor', 'admin'] },
    { name: 'hooks', label: nav.hooks, mark: 'M8 11a4 4 0 1 1 4-4c0 3-4 7-4 10a3 3 0 0 0 6 0M18 13l-4 4M14 13l4 4', roles: ['integrator', 'admin'] },
    { name: 'operations', label: nav.operations, mark: 'M8 4v14M4 14l4 4 4-4M16 20V6M12 10l4-4 4 4', roles: null },
    { name: 'me', label: nav.me, mark: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6', roles: null },
  ]
})

/** Those of somebody with this role; where they begin comes first. */
export function entriesOf(role: Role | null | undefined): readonly Entry[] {
  const theirs = entries.value.filter((each) => each.roles === null || (role != null && each.roles.includes(role)))
  const isFirst = (each: Entry): number => Number(role != null && each.name === FIRST[role])
  return theirs.toSorted((one, other) => isFirst(other) - isFirst(one))
}
