/** What is said on a person's own page. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    posts: '我的岗位', current: '当前', take: '切换到此岗位', postUntil: (when: string) => `督导组任务，至 ${when}`,
    sessions: '登录情况', browsers: '浏览器', phones: '手机', here: '本次登录', seen: (when: string) => `最近使用 ${when}`, until: (when: string) => `${when} 到期`, since: (when: string) => `${when} 登录`,
    end: '退出', ended: '已退出', endAll: '全部退出', endAllAsk: '所有浏览器和手机都将退出登录，包括这一个，随后需要重新登录。', unknownBrowser: '未知浏览器',
    messages: '最近的消息', noMessages: '还没有收到过消息', noMessagesWhy: '发送给您的消息会在这里保留半年。', more: '再显示一些', open: '查看交办单', via: (how: string, where: string) => `${how} ${where}`,
  },
  en: {
    posts: 'My posts', current: 'now', take: 'Act as this', postUntil: (when: string) => `for a supervision group, until ${when}`,
    sessions: 'Where I am signed in', browsers: 'Browsers', phones: 'Phones', here: 'this one', seen: (when: string) => `last used ${when}`, until: (when: string) => `until ${when}`, since: (when: string) => `since ${when}`,
    end: 'Sign out', ended: 'Signed out', endAll: 'Sign out everywhere', endAllAsk: 'All browsers and phones are signed out, this one too. You will have to sign in again.', unknownBrowser: 'Unknown browser',
    messages: 'Recent messages', noMessages: 'Nothing was sent to you yet', noMessagesWhy: 'What is sent to you is kept here for half a year.', more: 'Show some more', open: 'Open the ticket', via: (how: string, where: string) => `${how} ${where}`,
  },
})
