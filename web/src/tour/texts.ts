/** What the tour of the sample world says. */
import { textsOf } from '@/texts/texts'
import type { Role } from '@/session/session'

export interface Step {
  /** Of the page that it leads to. */
  readonly page: string
  readonly what: string
  readonly how: string
}

const ZH: Record<Role, readonly Step[]> = {
  handler: [
    { page: 'desk', what: '看看什么在等您', how: '打开第一件，先“签收”，再“本级解决”或“上报上级”。' },
    { page: 'register', what: '登记一条意见', how: '照群众原话记下；登记后点“去生成交办单”。' },
    { page: 'tickets', what: '查找交办单', how: '按标题、编号查找；按 J、K 上下移动，回车打开。' },
  ],
  leader: [
    { page: 'desk', what: '看看什么在等您', how: '签收、指派经办人，解决不了的上报一级。' },
    { page: 'wall', what: '看本单位的情况', how: '点数字看清单，点下级单位往下看。' },
  ],
  office: [
    { page: 'inbox', what: '处理一条意见', how: '相似的意见可以合并，生成交办单后交办给一个单位。' },
    { page: 'register', what: '登记一个电话', how: '输入事由，会列出可能已有人反映的。' },
    { page: 'wall', what: '看全区的情况', how: '点数字看清单，点下级单位往下看。' },
    { page: 'reports', what: '打开一张报表', how: '选时段和分组，导出 Excel。' },
  ],
  supervisor: [
    { page: 'wall', what: '看哪里超期', how: '在“条形”和“热度”之间切换，选中几件一起催办。' },
    { page: 'reports', what: '打开一张报表', how: '点单位往下看，点数字看清单，导出 Excel。' },
  ],
  integrator: [
    { page: 'hooks', what: '添加一个回调', how: '填地址、选事件，密钥和验签代码随后给出；可先发一次测试。' },
    { page: 'tickets', what: '看看接口里有什么', how: '控制台只用公开接口；接口说明在首页的“系统对接”里。' },
  ],
  admin: [
    { page: 'wall', what: '看全区的情况', how: '点下级单位往下看。' },
    { page: 'organisation', what: '看单位和人员', how: '搜索一个单位，看谁在那里、用什么通知他们。' },
    { page: 'rules', what: '看办理规则', how: '流程、时限、日历和类别都是数据，可以改、可以发布。' },
    { page: 'hooks', what: '看回调', how: '哪些系统在接收事件，有没有送不到的。' },
  ],
}
const EN: Record<Role, readonly Step[]> = {
  handler: [
    { page: 'desk', what: 'See what waits for you', how: 'Open the first one: sign for it, then resolve it here or escalate it.' },
    { page: 'register', what: 'Register an opinion', how: 'In the words of whoever said it; then form a ticket of it.' },
    { page: 'tickets', what: 'Find a ticket', how: 'By title or number; J and K go up and down, Enter opens.' },
  ],
  leader: [
    { page: 'desk', what: 'See what waits for you', how: 'Sign for it, assign somebody, report upward what cannot be settled here.' },
    { page: 'wall', what: 'See how your unit stands', how: 'A figure lists its tickets, a unit goes down.' },
  ],
  office: [
    { page: 'inbox', what: 'Take up an opinion', how: 'Those alike become one ticket; then dispatch it to a unit.' },
    { page: 'register', what: 'Register a call', how: 'Type what it is about: what may have been said before is listed.' },
    { page: 'wall', what: 'See how everything stands', how: 'A figure lists its tickets, a unit goes down.' },
    { page: 'reports', what: 'Open a report', how: 'Choose a period and a grouping, and export it.' },
  ],
  supervisor: [
    { page: 'wall', what: 'See where it is late', how: 'As bars or as heat; select several tickets and urge them together.' },
    { page: 'reports', what: 'Open a report', how: 'A unit leads down, a figure to its tickets; export it.' },
  ],
  integrator: [
    { page: 'hooks', what: 'Add a webhook', how: 'An address and events; the secret and code that verifies come with it. Send a test first.' },
    { page: 'tickets', what: 'See what the interface has', how: 'The console uses the public interface alone; the front page leads to its description.' },
  ],
  admin: [
    { page: 'wall', what: 'See how everything stands', how: 'A unit goes down.' },
    { page: 'organisation', what: 'See units and people', how: 'Find a unit: who is there, and by what they are told.' },
    { page: 'rules', what: 'See the rules', how: 'Life cycle, limits, calendar and categories are data: to be changed and published.' },
    { page: 'hooks', what: 'See the webhooks', how: 'Which systems are told of events, and what did not arrive.' },
  ],
}

export const texts = textsOf({
  zh: { title: '这是示例世界，可以随意尝试', as: (role: string) => `现在的岗位：${role}。可以先试这些：`, other: '换一个岗位', close: '不再显示', visited: '已看过', steps: ZH },
  en: { title: 'This is the sample world: try what you like', as: (role) => `You are here as ${role.toLowerCase()}. Begin with:`, other: 'Be somebody else', close: 'Do not show again', visited: 'seen', steps: EN },
})
