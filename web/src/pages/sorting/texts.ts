/** What the page of sorting says. */
import { textsOf } from '@/texts/texts'

const s = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const texts = textsOf({
  zh: {
    title: '梳理汇总', lead: '把收件箱里反映同一件事的诉求归到一起，核对后一次性生成交办单。', due: (at: string) => `请在${at}前梳理`, overdue: '收件箱超过规定时间没有梳理', last: (at: string) => `上次梳理：${at}`, never: '还没有梳理过',
    groups: (n: number) => `可能是同一件事的 ${n} 组`, of: (n: number) => `${n} 条诉求`, likeness: (n: number) => `相似度 ${n}%`, pick: '生成一张交办单', keep: '纳入', name: '标题', urgency: '轻重缓急', difficulty: '难易程度', preview: (n: number) => `将生成一张交办单，纳入 ${n} 条诉求。`,
    form: (n: number) => `生成 ${n} 张交办单`, formed: (n: number) => `已生成 ${n} 张交办单。`, refused: (n: number) => `${n} 组没有生成：`, none: '没有可归并的诉求', noneWhy: '收件箱里没有彼此相似的诉求。', alone: (n: number) => `单独的诉求（${n}）`, inbox: '到收件箱逐条处理', looked: '已看过，没有要归并的', noted: '已登记本次梳理。', more: '收件箱里还有更多诉求，处理完这些后再梳理。',
    ref: (system: string, ref: string) => `${system} ${ref}`, late: '下辖单位逾期未梳理', since: (at: string) => `最早一条等待自${at}`, checking: '正在比对收件箱里的诉求…', nobody: '本单位人员才能生成交办单。', confidential: '保密',
  },
  en: {
    title: 'Sorting', lead: 'Opinions about one matter are put together. Check them, and form all tickets in one go.', due: (at: string) => `to be sorted by ${at}`, overdue: 'The inbox has not been sorted for too long', last: (at: string) => `sorted last ${at}`, never: 'never sorted yet',
    groups: (n: number) => `${s(n, 'group')} that may be one matter each`, of: (n: number) => s(n, 'opinion'), likeness: (n: number) => `${n} % alike`, pick: 'Form one ticket', keep: 'Take in', name: 'Title', urgency: 'Urgency', difficulty: 'Difficulty', preview: (n: number) => `One ticket will be formed of ${s(n, 'opinion')}.`,
    form: (n: number) => `Form ${s(n, 'ticket')}`, formed: (n: number) => `${s(n, 'ticket')} formed.`, refused: (n: number) => `${s(n, 'group')} not formed:`, none: 'Nothing to put together', noneWhy: 'No two opinions in the inbox are alike.', alone: (n: number) => `On their own (${n})`, inbox: 'Go on in the inbox', looked: 'Looked through, nothing to put together', noted: 'It is noted that the inbox was sorted.', more: 'There is more in the inbox. Sort again once these are done.',
    ref: (system: string, ref: string) => `${system} ${ref}`, late: 'Units below that have not sorted', since: (at: string) => `the first has waited since ${at}`, checking: 'Comparing what is in the inbox …', nobody: 'Only those who work at the unit form tickets.', confidential: 'confidential',
  },
})
