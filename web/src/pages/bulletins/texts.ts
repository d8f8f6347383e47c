/** What the pages of bulletins say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    lead: '一期结束后，系统按统计数字自动起草简报；办公室或领导补上文字后印发，印发后编号、不再改动。',
    all: '全部', draft: '草稿', published: '已印发', filter: '简报状态', nothing: '还没有简报', nothingWhy: '一期结束后，这里会自动出现草稿。', more: '再看一些', back: '全部简报', missing: '没有这期简报',
    days: (first: string, last: string): string => `${first} 至 ${last}`, noNumber: '草稿，未编号', before: '上期', now: '本期', figure: '指标',
    counts: { accepted: '受理', closed: '办结', on_time: '按时办结', late: '超期' }, overdue: '成稿时超期', stuck: '顶级滞留', climbed: '自动上报',
    best: '按时办结率靠前', worst: '按时办结率靠后', nobody: '本期没有可比较的单位。', noMatters: '本期没有。', category: '类别', tickets: '件数', unsorted: '未分类',
    programme: { visits: '走访次数', visits_overdue: '走访任务逾期', meetings: '召开联席会议', meetings_overdue: '应开未开会议的单位', alarms: '松懈预警' },
    text: '补充文字', textHelp: '写群众看得懂的话；不要写群众姓名和电话。', save: '保存', saved: '已保存', publish: '印发', publishAsk: '印发后编号，内容不能再改。确定印发？', publishing: '印发简报', print: '打开打印页', pdf: '打开 PDF',
  },
  en: {
    lead: 'When a period is over a bulletin is drafted from figures. The office or a leader adds words and publishes it; then it has a number and stays as it is.',
    all: 'All', draft: 'Drafts', published: 'Published', filter: 'State of bulletins', nothing: 'No bulletins yet', nothingWhy: 'Once a period is over its draft appears here.', more: 'More', back: 'All bulletins', missing: 'There is no such bulletin',
    days: (first: string, last: string): string => `${first} to ${last}`, noNumber: 'draft, without a number', before: 'Period before', now: 'This period', figure: 'Figure',
    counts: { accepted: 'Accepted', closed: 'Closed', on_time: 'Closed on time', late: 'Late' }, overdue: 'Overdue when drafted', stuck: 'Stuck at the top', climbed: 'Sent up by the clock',
    best: 'Ahead by what was closed on time', worst: 'Behind by what was closed on time', nobody: 'Nobody can be compared in this period.', noMatters: 'Nothing in this period.', category: 'Category', tickets: 'Tickets', unsorted: 'without a category',
    programme: { visits: 'Visits made', visits_overdue: 'Visit plans overdue', meetings: 'Meetings held', meetings_overdue: 'Units that owe a meeting', alarms: 'Alarms of fading activity' },
    text: 'Words', textHelp: 'Plain words; no names and telephone numbers of citizens.', save: 'Save', saved: 'Saved', publish: 'Publish', publishAsk: 'It gets a number, and can no longer be changed. Publish it?', publishing: 'Publish the bulletin', print: 'Page for printing', pdf: 'As PDF',
  },
})
