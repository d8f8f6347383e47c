/** What is said where many tickets are moved at once. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    selected: (n: number) => `已选 ${n} 件`, all: (n: number) => `全选这 ${n} 件`, clear: '取消选择', bar: '批量办理', select: (title: string) => `选择：${title}`, selectAll: '全选已显示的交办单',
    none: '所选的件没有可以一起办理的事项', more: '更多', title: (what: string, n: number) => `${what}（${n} 件）`, running: (done: number, all: number) => `正在办理，${all} 件中已完成 ${done} 件`,
    result: (done: number, refused: number) => (refused === 0 ? `${done} 件全部办理成功` : `${done} 件办理成功，${refused} 件未办理`),
    done: '已办理', again: (n: number) => `再试未送达的 ${n} 件`, close: '完成', results: '逐件结果', candidates: (number: string) => `可选范围以 ${number} 为准。`,
  },
  en: {
    selected: (n) => `${n} selected`, all: (n) => `Select these ${n}`, clear: 'Select none', bar: 'Move many at once', select: (title) => `Select: ${title}`, selectAll: 'Select all shown',
    none: 'These have no move in common', more: 'More', title: (what, n) => `${what} (${n} tickets)`, running: (done, all) => `${done} of ${all} done`,
    result: (done, refused) => (refused === 0 ? `All ${done} done` : `${done} done, ${refused} not done`),
    done: 'Done', again: (n) => `Try the ${n} again that did not arrive`, close: 'Close', results: 'Ticket by ticket', candidates: (number) => `What can be chosen is that of ${number}.`,
  },
})
