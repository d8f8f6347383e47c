/** What is said of moves that could not be sent yet. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    waiting: (n: number) => `${n} 件等待提交`, refused: (n: number) => `${n} 件未能提交，请处理`, title: '等待提交', kept: (what: string) => `${what}：已存在这台设备上，联网后自动提交`,
    waits: '联网后自动提交，只提交一次。', since: '填写之后的变动', again: '按最新内容再次提交', look: '查看此件', drop: '放弃', close: '关闭', written: (when: string) => `填写于 ${when}`, nothing: '已全部提交。',
  },
  en: {
    waiting: (n) => `${n} waiting to be sent`, refused: (n) => `${n} could not be sent: see why`, title: 'Waiting to be sent', kept: (what) => `${what}: kept on this device, sent when you are back`,
    waits: 'Sent when the network is back, and once only.', since: 'What has happened since', again: 'Submit on the newest', look: 'Show the ticket', drop: 'Throw away', close: 'Close', written: (when) => `Written ${when}`, nothing: 'Everything has been sent.',
  },
})
