/** What is said of long work: how far it is, and how it ended. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    progress: (done: number, total: number) => `已处理 ${done} / ${total}`, unknown: (done: number) => `已处理 ${done}`,
    taken: '接收', refused: '未接收', unchanged: '原已存在', replayed: '已重新排队', owed: '本就待发',
    lostAuthority: '发起人的密钥或岗位已失效，处理到此为止；已处理的部分保留。', failed: '处理中断，未处理的部分没有生效。',
    cancel: '取消', cancelTitle: '取消这项处理？', cancelWords: '已处理的部分保留，其余不再处理。', cancelConfirm: '确定取消',
  },
  en: {
    progress: (done: number, total: number) => `${done} of ${total} done`, unknown: (done: number) => `${done} done`,
    taken: 'taken', refused: 'refused', unchanged: 'known already', replayed: 'queued again', owed: 'owed anyway',
    lostAuthority: 'Whoever began it has lost the key or the post for it, so it ended here. What is done stays.', failed: 'It broke off. What was not done has no effect.',
    cancel: 'Cancel', cancelTitle: 'Cancel this work?', cancelWords: 'What is done stays; the rest is not done any more.', cancelConfirm: 'Cancel it',
  },
})
