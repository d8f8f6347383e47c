/** Which page is at which address. What somebody sees is in the address: it can be kept, sent and opened again. */
import type { QueryKey } from '@tanstack/vue-query'
import { ref } from 'vue'
import { createRouter, createWebHistory, type RouteParamsGeneric, type RouteRecordRaw } from 'vue-router'
import { ticketPage } from './api/ticketPage'
import { WORK } from './api/work'
import { FIRST } from './navigation'
import { session } from './session/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** What the page asks first: where somebody begins there, it is asked while the server says who that is. */
    reads?: (params: RouteParamsGeneric) => { readonly queryKey: QueryKey }
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: () => ({ name: FIRST[session.me?.role ?? 'handler'] }) },
  { path: '/desk/:kind?', name: 'desk', meta: { reads: () => WORK }, component: () => import('./pages/DeskPage.vue') },
  { path: '/inbox', name: 'inbox', component: () => import('./pages/InboxPage.vue') },
  { path: '/register', name: 'register', component: () => import('./pages/register/RegisterPage.vue') },
  { path: '/tickets', name: 'tickets', component: () => import('./pages/TicketsPage.vue') },
  { path: '/tickets/:id', name: 'ticket', meta: { reads: ({ id }) => ticketPage(id as string) }, component: () => import('./pages/TicketPage.vue'), props: true },
  { path: '/wall', name: 'wall', component: () => import('./pages/WallPage.vue') },
  {
    path: '/rules',
    children: [
      { path: '', name: 'rules', component: () => import('./pages/rules/RulesPage.vue') },
      { path: 'cycle', name: 'rules-cycle', component: () => import('./pages/rules/LifeCyclePage.vue') },
      { path: 'limits', name: 'rules-limits', component: () => import('./pages/rules/LimitsPage.vue') },
      { path: 'limits/ask', name: 'rules-ask', component: () => import('./pages/rules/AskLimitPage.vue') },
      { path: 'calendar', name: 'rules-calendar', component: () => import('./pages/rules/CalendarPage.vue') },
      { path: 'catalogue', name: 'rules-catalogue', component: () => import('./pages/rules/CataloguePage.vue') },
      { path: 'replies', name: 'rules-replies', component: () => import('./pages/rules/RepliesPage.vue') },
      { path: 'compare', name: 'rules-compare', component: () => import('./pages/rules/ComparePage.vue') },
      { path: 'publish', name: 'rules-publish', component: () => import('./pages/rules/PublishPage.vue') },
    ],
  },
  {
    path: '/programme', name: 'programme', redirect: { name: 'programme-overview' }, component: () => import('./pages/programme/ProgrammePage.vue'),
    children: [
      { path: '', name: 'programme-overview', component: () => import('./pages/programme/ProgrammeOverview.vue') },
      { path: 'meetings', name: 'meetings', component: () => import('./pages/meetings/MeetingsPage.vue') },
      { path: 'meetings/:id', name: 'meeting', component: () => import('./pages/meetings/MeetingPage.vue'), props: true, meta: { part: 'meetings' } },
      { path: 'tasks', name: 'tasks', component: () => import('./pages/tasks/TasksPage.vue') },
      { path: 'sorting', name: 'sorting', component: () => import('./pages/sorting/SortingPage.vue') },
      { path: 'visits', name: 'visits', component: () => import('./pages/visits/VisitsPage.vue') },
      { path: 'visits/record', name: 'visit-record', meta: { part: 'visits' }, component: () => import('./pages/visits/RecordVisitPage.vue') },
      { path: 'visits/compliance', name: 'visit-compliance', meta: { part: 'visits' }, component: () => import('./pages/visits/VisitCompliancePage.vue') },
      { path: 'visits/plans', name: 'visit-plans', meta: { part: 'visits' }, component: () => import('./pages/visits/VisitPlansPage.vue') },
      { path: 'visits/duties', name: 'visit-duties', meta: { part: 'visits' }, component: () => import('./pages/visits/VisitDutiesPage.vue') },
      { path: 'visits/plans/:id', name: 'visit-plan', meta: { part: 'visits' }, component: () => import('./pages/visits/VisitPlanPage.vue'), props: true },
      { path: 'visits/:id', name: 'visit', meta: { part: 'visits' }, component: () => import('./pages/visits/VisitPage.vue'), props: true },
      { path: 'diary', name: 'diary', component: () => import('./pages/diary/DiaryPage.vue') },
      { path: 'diary/write/:id?', name: 'diary-write', meta: { part: 'diary' }, component: () => import('./pages/diary/DiaryWritePage.vue'), props: true },
      { path: 'diary/:id', name: 'diary-entry', meta: { part: 'diary' }, component: () => import('./pages/diary/DiaryEntryPage.vue'), props: true },
      { path: 'ledger', name: 'ledger', component: () => import('./pages/ledger/LedgerPage.vue') },
      { path: 'ledger/:id', name: 'ledger-row', meta: { part: 'ledger' }, component: () => import('./pages/ledger/LedgerRowPage.vue'), props: true },
      { path: 'bulletins', name: 'bulletins', component: () => import('./pages/bulletins/BulletinsPage.vue') },
      { path: 'bulletins/:id', name: 'bulletin', meta: { part: 'bulletins' }, component: () => import('./pages/bulletins/BulletinPage.vue'), props: true },
      { path: 'trends', name: 'trends', component: () => import('./pages/trends/TrendsPage.vue') },
      { path: 'scores', name: 'scores', component: () => import('./pages/scores/ScoresPage.vue') },
      { path: 'supervision', name: 'supervision', component: () => import('./pages/supervision/SamplesPage.vue') },
      { path: 'supervision/samples/:id', name: 'supervision-sample', meta: { part: 'supervision' }, component: () => import('./pages/supervision/SamplePage.vue'), props: true },
      { path: 'supervision/checks/:id', name: 'supervision-check', meta: { part: 'supervision' }, component: () => import('./pages/supervision/CheckPage.vue'), props: true },
      { path: 'surveys', name: 'surveys', component: () => import('./pages/surveys/SurveysPage.vue') },
      { path: 'surveys/:id', name: 'survey', meta: { part: 'surveys' }, component: () => import('./pages/surveys/SurveyPage.vue'), props: true },
      { path: 'surveys/:id/calls', name: 'survey-calls', meta: { part: 'surveys' }, component: () => import('./pages/surveys/SurveyCallsPage.vue'), props: true },
      { path: 'groups', name: 'groups', component: () => import('./pages/groups/GroupsPage.vue') },
      { path: 'groups/leading/:id', name: 'leading-group', meta: { part: 'groups' }, component: () => import('./pages/groups/LeadingGroupPage.vue'), props: true },
      { path: 'groups/supervision/:id', name: 'supervision-group', meta: { part: 'groups' }, component: () => import('./pages/groups/SupervisionGroupPage.vue'), props: true },
      { path: 'teams', name: 'programme-teams', component: () => import('./pages/team-checks/TeamChecksPage.vue') },
      { path: 'contact-points', name: 'programme-contact-points', component: () => import('./pages/contact-points/ContactPointsPage.vue') },
    ],
  },
  { path: '/reports/:report?', name: 'reports', component: () => import('./pages/reports/ReportsPage.vue'), props: true },
  { path: '/hooks', name: 'hooks', component: () => import('./pages/hooks/HooksPage.vue') },
  { path: '/hooks/new', name: 'new hook', component: () => import('./pages/hooks/NewHookPage.vue') },
  { path: '/hooks/:id/:part?', name: 'hook', component: () => import('./pages/hooks/HookPage.vue'), props: true },
  { path: '/operations/run/:id', name: 'operation', component: () => import('./pages/operations/OperationPage.vue'), props: true },
  { path: '/operations/:part?', name: 'operations', component: () => import('./pages/operations/OperationsPage.vue') },
  {
    path: '/organisation', name: 'organisation', redirect: { name: 'units' }, component: () => import('./pages/organisation/OrganisationPage.vue'),
    children: [
      { path: 'units/:id?', name: 'units', component: () => import('./pages/organisation/UnitsPage.vue'), props: true },
      { path: 'members', name: 'members', component: () => import('./pages/organisation/MembersPage.vue') },
      { path: 'members/:id', name: 'member', component: () => import('./pages/organisation/MemberPage.vue'), props: true },
      { path: 'teams', name: 'teams', component: () => import('./pages/organisation/TeamsPage.vue') },
      { path: 'keys', name: 'keys', component: () => import('./pages/organisation/KeysPage.vue') },
      { path: 'invitations', name: 'invitations', component: () => import('./pages/organisation/InvitationsPage.vue') },
      { path: 'gaps', name: 'gaps', component: () => import('./pages/organisation/GapsPage.vue') },
    ],
  },
  { path: '/me', name: 'me', component: () => import('./pages/me/MePage.vue') },
  { path: '/:unknown(.*)*', name: 'missing', component: () => import('./pages/MissingPage.vue') },
]

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Somebody wanted to go to a page whose files have not come. */
export const missed = ref(false)
router.onError((_error, to, from) => {
  missed.value = true
  // After an upgrade the files have other names: the frame is read anew, and knows them. Whoever comes from nowhere just did that.
  if (navigator.onLine && from.matched.length > 0) location.assign(router.resolve(to).href)
})
router.afterEach((_to, _from, failure) => { if (!failure) missed.value = false })
