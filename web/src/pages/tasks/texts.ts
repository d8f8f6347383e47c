/** What the page of task lists says. */
import { textsOf } from '@/texts/texts'

const s = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const texts = textsOf({
  zh: {
    title: '任务清单', lead: '每一级每年要抓的事，一项一项填进度，用交办单佐证。',
    of: (unit: string, year: number) => `${unit} · ${year} 年`, mine: '回到本单位', percent: (n: number) => `${n}%`, nothing: '尚未开始', finished: '已完成', by: (day: string) => `${day}前`, late: '已逾期',
    groups: { list: '本级任务清单', besides: '上级部署', key: '重点任务', own: '本单位自定' } as Record<string, string>, none: '还没有任务清单', noneWhy: '本单位所在层级的清单会在几分钟内自动生成，也可以自行增加任务。',
    update: '填进度', updateTitle: '填写进度', done: '完成进度', note: '进展情况', until: '完成时限', save: '保存', add: '增加任务', addTitle: '增加本单位任务', name: '任务名称', remove: '删除', removeTitle: '删除任务', removeWhy: '只删除本单位自行增加的任务，佐证的交办单不受影响。',
    tickets: (n: number) => `佐证交办单 ${n} 张`, link: '关联交办单', linkTitle: '关联交办单', number: '交办单编号', numberWhy: '输入您能看到的交办单的完整编号。', notFound: '没有找到这个编号的交办单。', unlink: '取消关联',
    below: '下级进度', own: '本级', whole: '含下级', tasks: (done: number, all: number) => `已完成 ${done}/${all}`, lateN: (n: number) => `逾期 ${n}`, noTasks: '无任务', keyTickets: '查看重点任务交办单',
  },
  en: {
    title: 'Task lists', lead: 'What each level has to do in a year: how far each task is, and the tickets that show it.',
    of: (unit: string, year: number) => `${unit} · ${year}`, mine: 'Back to your unit', percent: (n: number) => `${n} %`, nothing: 'not begun', finished: 'done', by: (day: string) => `by ${day}`, late: 'late',
    groups: { list: 'List of this level', besides: 'Set from above', key: 'Key tasks', own: 'Set by the unit itself' } as Record<string, string>, none: 'No tasks yet', noneWhy: 'The list of this level is made within minutes. A unit may add tasks of its own.',
    update: 'Update', updateTitle: 'How far is it?', done: 'Done', note: 'What was done', until: 'To be done by', save: 'Save', add: 'Add a task', addTitle: 'Add a task of your unit', name: 'Task', remove: 'Remove', removeTitle: 'Remove a task', removeWhy: 'Only tasks that your unit has set itself can be removed. Tickets stay as they are.',
    tickets: (n: number) => s(n, 'ticket'), link: 'Name a ticket', linkTitle: 'Name a ticket', number: 'Number of the ticket', numberWhy: 'The whole number of a ticket that you can see.', notFound: 'There is no ticket with this number.', unlink: 'Take away',
    below: 'Units below', own: 'Own', whole: 'With all below', tasks: (done: number, all: number) => `${done} of ${all} done`, lateN: (n: number) => `${n} late`, noTasks: 'no tasks', keyTickets: 'Tickets of key tasks',
  },
})
