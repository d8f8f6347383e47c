/** What the pages of joint meetings say. */
import { textsOf } from '@/texts/texts'

const s = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const texts = textsOf({
  zh: {
    title: '联席会议', lead: '汇总阶段工作，安排下一步，会商解决基层解决不了的问题。议题从等待处理的交办单中提取，议定事项逐条落实。',
    own: '本单位会议', every: (n: number) => `每 ${n} 个月一次`, due: (day: string) => `${day}前召开`, left: (n: number) => `还有 ${n} 天`, today: '今天到期', late: (n: number) => `已逾期 ${n} 天`,
    last: (day: string) => `上次：${day}`, never: '还没有开过', next: (at: string) => `已安排：${at}`, open: '查看议程', plan: '安排会议', noRound: '本单位所在层级不要求定期开会，也可以随时安排。',
    at: '时间', place: '地点', save: '保存', planned: '会议已安排，议题已提取。',
    below: '下辖单位开会情况', allMet: '没有临近或逾期的单位。', meetings: '历次会议', noMeetings: '还没有会议', noMeetingsWhy: '安排第一次会议后，这里会列出议程和纪要。',
    session: (year: number, n: number) => `${year} 年第 ${n} 期`, items: (n: number) => `议题 ${n} 项`, progress: (done: number, open: number, late: number) => `议定事项：已落实 ${done}，待落实 ${open}${late ? `，逾期 ${late}` : ''}`,
    missing: '没有这次会议', todo: '本单位要落实的议定事项', agenda: '议题', noAgenda: '还没有议题', noAgendaWhy: '点“提取议题”，系统列出滞留、问题、挂账过久和上报到本级的交办单。',
    draw: '提取议题', drawn: '议题已更新。', add: '添加议题', topic: '议题名称', reason: '理由', remove: '移除', removeTitle: '移除议题', removedItems: (n: number) => `已移除的议题（${n}）`, gone: '已不再等待处理',
    decide: '作出决定', decided: '决定已记录。', refused: (why: string) => `未能办理：${why}`, kind: '决定方式', asTask: '交单位办理', asMove: '直接流转交办单', text: '议定事项', unit: '责任单位', until: '完成时限',
    move: '流转操作', choose: '请选择', noMoves: '您现在对这张交办单没有可办的操作，可改为交单位办理。', done: '已落实', complete: '标记落实', note: '落实情况', withdraw: '撤销', withdrawTitle: '撤销议定事项', again: '重新办理',
    hold: '登记召开', holdTitle: '登记会议召开', chair: '主持人', attendance: '参会人员', summary: '阶段小结', outlook: '下一步安排', held: '会议已登记，纪要已编号。', edit: '修改纪要', editTitle: '修改会议纪要', print: '打印纪要', printAgenda: '打印议程',
    cancel: '取消会议', cancelTitle: '取消会议', cancelled: (why: string) => `会议已取消：${why}`, stale: '别人刚改过，请刷新后再办。', holder: (name: string) => `现由${name}办理`, climbed: (n: number) => `已上报 ${n} 次`, by: (day: string) => `${day}前`, back: '联席会议',
  },
  en: {
    title: 'Joint meetings', lead: 'They sum up a stage, plan the next and solve what could not be solved below. Agendas are drawn from tickets that wait; what is decided is followed up.',
    own: 'Meetings of your unit', every: (n: number) => `every ${s(n, 'month')}`, due: (day: string) => `to be held by ${day}`, left: (n: number) => `${s(n, 'day')} left`, today: 'due today', late: (n: number) => `${s(n, 'day')} overdue`,
    last: (day: string) => `last held ${day}`, never: 'none was held yet', next: (at: string) => `planned for ${at}`, open: 'Show the agenda', plan: 'Plan a meeting', noRound: 'Units of this level need not meet at intervals. A meeting can be planned at any time.',
    at: 'Time', place: 'Venue', save: 'Save', planned: 'The meeting is planned, and its agenda was drawn.',
    below: 'Units below', allMet: 'Nobody is late or due soon.', meetings: 'Meetings', noMeetings: 'No meetings yet', noMeetingsWhy: 'Once the first one is planned, agendas and minutes are listed here.',
    session: (year: number, n: number) => `Session ${n} of ${year}`, items: (n: number) => s(n, 'agenda item'), progress: (done: number, open: number, late: number) => `Decisions: ${done} carried out, ${open} to do${late ? `, ${late} overdue` : ''}`,
    missing: 'There is no such meeting', todo: 'What your unit has to carry out', agenda: 'Agenda', noAgenda: 'Nothing on the agenda yet', noAgendaWhy: 'Draw it: tickets that are stuck, problems, parked too long or escalated to here are put on it.',
    draw: 'Draw the agenda', drawn: 'The agenda was drawn anew.', add: 'Add an item', topic: 'Topic', reason: 'Reason', remove: 'Take off', removeTitle: 'Take an item off', removedItems: (n: number) => `Taken off (${n})`, gone: 'It waits no longer',
    decide: 'Decide', decided: 'The decision was recorded.', refused: (why: string) => `Not carried out: ${why}`, kind: 'What kind of decision', asTask: 'A task for a unit', asMove: 'Move the ticket now', text: 'What is decided', unit: 'Responsible unit', until: 'To be done by',
    move: 'Move', choose: 'Choose', noMoves: 'There is nothing that you may do with this ticket now. Give a task to a unit instead.', done: 'Carried out', complete: 'Mark as carried out', note: 'What was done', withdraw: 'Withdraw', withdrawTitle: 'Withdraw a decision', again: 'Try again',
    hold: 'Record that it was held', holdTitle: 'Record the meeting', chair: 'Chair', attendance: 'Present', summary: 'The stage so far', outlook: 'Next steps', held: 'The meeting is recorded, and its minutes have a number.', edit: 'Change the minutes', editTitle: 'Change the minutes', print: 'Print the minutes', printAgenda: 'Print the agenda',
    cancel: 'Cancel the meeting', cancelTitle: 'Cancel the meeting', cancelled: (why: string) => `Cancelled: ${why}`, stale: 'Somebody has just changed it. Look again, then go on.', holder: (name: string) => `held by ${name}`, climbed: (n: number) => `escalated ${s(n, 'time')}`, by: (day: string) => `by ${day}`, back: 'Joint meetings',
  },
})
