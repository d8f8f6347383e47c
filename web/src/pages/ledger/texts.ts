/** What the pages of the ledger say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    heading: '民生台账', lead: '一户一条记下群众的诉求，可直接生成交办单，办结后自动销号。',
    enter: '登记一条', import: '导入表格', export: '导出 Excel', print: '打印台账', views: '台账范围', open: '未销号', overdue: '逾期', written_off: '已销号', all: '全部',
    none: '没有符合条件的记录', noneOpen: '没有未销号的记录。走访时听到的诉求可以随时登记。', noneOther: '换一个范围看看。', more: '显示更多', unitOnly: (name: string) => `只看 ${name}`, allUnits: '看全部单位',
    householder: '户主', address: '住址', population: '人口', people: (n: number) => `${n} 人`, matter: '诉求', category: '类别', enteredOn: '登记日期', progress: '进度', unit: '单位', erased: '已清除',
    noTicket: '未交办', inInbox: '在意见箱', dismissed: '不予受理', sealedHelp: '户主、住址、人口加密保存，上级只能看到姓氏。', result: '结果', satisfaction: '满意度', of5: (n: number) => `${n} 分`,
    counts: '各单位台账', period: '今年登记的', entered: '登记', openCount: '未销号', overdueCount: '其中逾期', writtenOffCount: '已销号', without: (units: number): string => `今年没有登记的 ${units} 个单位`, own: '本单位',
    enterTitle: '登记一条诉求', changeTitle: '修改', change: '修改', save: '保存', back: '台账', missing: '没有这条记录，或者您无权查看。',
    ticket: '生成交办单', ticketTitle: '由这条诉求生成交办单', ticketHelp: '户主作为反映人一并登记，办结后这一条自动销号。', urgency: '紧急程度', difficulty: '难易程度', contact: '户主联系方式', keyTask: '列为重点任务', ticketNumber: '交办单',
    opinion: '只登记意见', opinionTitle: '登记为意见建议', opinionHelp: '登记到本单位的意见箱，之后再归并、交办。', writeOff: '销号', writeOffTitle: '人工销号', writeOffHelp: '当场解决的、不需要交办的，写明原因后销号。由交办单办理的会自动销号。', reason: '销号原因', reasonHelp: '例如：当场解决。',
    restore: '撤销销号', writtenOffHand: (on: string) => `${on} 人工销号`, writtenOffTicket: (on: string) => `${on} 随交办单办结销号`, overdueWhy: '逾期未办', notAsked: '未询问',
    importTitle: '导入台账', importHelp: '第一行是列名：户主、诉求必填；住址、人口、类别、登记日期、结果、满意度、销号日期选填。同一户、同一诉求、同一天的不会重复导入。', file: '文件', fileHelp: 'Excel（.xlsx）或 CSV，最大 16 MB', check: '先看看', send: '导入', closed: '关闭', inWork: '文件较大，已转入后台导入。', watch: '查看进度',
  },
  en: {
    heading: 'Ledger', lead: 'What households ask for, row by row. A row can become a ticket, and is written off when that is closed.',
    enter: 'Enter a row', import: 'Import a table', export: 'Export to Excel', print: 'Print the ledger', views: 'Which rows', open: 'Open', overdue: 'Overdue', written_off: 'Written off', all: 'All',
    none: 'No rows fit', noneOpen: 'Nothing is open. What is heard on a visit can be entered at any time.', noneOther: 'Try other rows.', more: 'Show more', unitOnly: (name: string) => `Only ${name}`, allUnits: 'All units',
    householder: 'Householder', address: 'Address', population: 'People', people: (n: number) => `${n} ${n === 1 ? 'person' : 'people'}`, matter: 'Matter', category: 'Category', enteredOn: 'Entered', progress: 'Progress', unit: 'Unit', erased: 'Erased',
    noTicket: 'No ticket', inInbox: 'In the inbox', dismissed: 'Dismissed', sealedHelp: 'Householder, address and people are encrypted; those above see the first character of the name.', result: 'Result', satisfaction: 'Satisfaction', of5: (n: number) => `${n} of 5`,
    counts: 'Ledgers of units', period: 'Entered this year', entered: 'Entered', openCount: 'Open', overdueCount: 'Overdue', writtenOffCount: 'Written off', without: (units: number): string => `${units === 1 ? '1 unit' : `${units} units`} without a row this year`, own: 'This unit',
    enterTitle: 'Enter a matter', changeTitle: 'Change it', change: 'Change', save: 'Save', back: 'Ledger', missing: 'There is no such row, or you may not see it.',
    ticket: 'Form a ticket', ticketTitle: 'Form a ticket of this matter', ticketHelp: 'The householder is its citizen. The row is written off when the ticket is closed.', urgency: 'Urgency', difficulty: 'Difficulty', contact: 'How the household is reached', keyTask: 'A key task', ticketNumber: 'Ticket',
    opinion: 'Register an opinion only', opinionTitle: 'Register it as an opinion', opinionHelp: 'It goes to the inbox of this unit, to be sorted and assigned later.', writeOff: 'Write off', writeOffTitle: 'Write off by hand', writeOffHelp: 'What was solved on the spot, or needs no ticket. What has a ticket is written off by itself.', reason: 'Why', reasonHelp: 'Such as: solved on the spot.',
    restore: 'Take the write-off back', writtenOffHand: (on: string) => `Written off by hand on ${on}`, writtenOffTicket: (on: string) => `Written off on ${on} with its ticket`, overdueWhy: 'Overdue', notAsked: 'not asked',
    importTitle: 'Import a ledger', importHelp: 'The first line names the columns: householder and matter are needed; address, population, category, entered_on, result, satisfaction and written_off_on may be there. The same household, matter and day is not taken in twice.', file: 'File', fileHelp: 'Excel (.xlsx) or CSV, 16 MB at most', check: 'Look first', send: 'Import', closed: 'Close', inWork: 'The file is large: it is imported in the background.', watch: 'See how far',
  },
})
