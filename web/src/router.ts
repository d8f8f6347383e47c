/** Which page is at which address. What somebody sees is in the address: it can be kept, sent and opened again. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { type Role, session } from './session/session'

const first: Record<Role, string> = {
  handler: '/desk', leader: '/desk', office: '/inbox', supervisor: '/wall', integrator: '/tickets', admin: '/tickets',
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: () => first[session.me?.role ?? 'handler'] },
  { path: '/desk/:kind?', name: 'desk', component: () => import('./pages/DeskPage.vue') },
  { path: '/inbox', name: 'inbox', component: () => import('./pages/InboxPage.vue') },
  { path: '/tickets', name: 'tickets', component: () => import('./pages/TicketsPage.vue') },
  { path: '/tickets/:id', name: 'ticket', component: () => import('./pages/TicketPage.vue'), props: true },
  { path: '/wall', name: 'wall', component: () => import('./pages/WallPage.vue') },
  { path: '/me', name: 'me', component: () => import('./pages/MePage.vue') },
  { path: '/:unknown(.*)*', name: 'missing', component: () => import('./pages/MissingPage.vue') },
]

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})
