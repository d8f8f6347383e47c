/** What the pages of bulletins say. */
import { language, languageTag, textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '简报', lead: '一期结束后，系统按统计数字自动起草简报；办公室或领导补上文字后印发，印发后编号、不再改动。',
    all: '全部', draft: '草稿', published: '已印发', filter: '简报状态', nothing: '还没有简报', nothingWhy: '一期结束后，这里会自动出现草稿。', more: '再看一些', back: '全部简报', missing: '没有这期简报',
    before: '上期', now: '本期', figure: '指标',
    counts: { accepted: '受理', closed: '办结', on_time: '按时办结', late: '超期' }, overdue: '成稿时超期', stuck: '顶级滞留', climbed: '自动上报',
    best: '按时办结率靠前', worst: '按时办结率靠后', nobody: '本期没有可比较的单位。', noMatters: '本期没有。', category: '类别', tickets: '件数', unsorted: '未分类',
    programme: { visits: '走访次数', visits_overdue: '走访任务逾期', meetings: '召开联席会议', meetings_overdue: '应开未开会议的单位', alarms: '松懈预警' },
    text: '补充文字', textHelp: '写群众看得懂的话；不要写群众姓名和电话。', save: '保存', saved: '已保存', publish: '印发', publishAsk: '印发后编号，内容不能再改。确定印发？', publishing: '印发简报', print: '打开打印页', pdf: '打开 PDF',
    publishReaders: '印发后，本单位及上级单位登录人员可以看到全文；下级单位和群众看不到。印发之后可以再决定是否向社会公开。',
    open: '向社会公开', openNow: '确定公开', openBadge: '社会公开', isOpen: '任何人无需登录都可以看到这期简报的公开内容。', publicPage: '打开公开页面', notOpenHere: '按现行规则，简报不向社会公开。要公开，先由有权的人在简报规则里加上公开的栏目（open）再发布。', toRules: '查看规则',
    openReaders: '公开后，任何人无需登录就能看到、下载和转发，搜索引擎也能找到。请先逐段核对文字，不得出现群众姓名、电话等个人信息。',
    goesOut: '将公开', withWords: '（含补充文字）', openProgramme: '走访和会议', keptBack: (small: number): string => `不足 ${small} 件的数字一律以“—”代替，不予公布。`,
    staysInside: '不公开', alwaysInside: '单位之间流转的各项比率、走访任务逾期、应开未开会议的单位、松懈预警', preview: '预览公开内容',
    takeBack: '撤回公开', takeBackAsk: '撤回后，公开页面立即打不开；别人已经下载或转发的无法收回。简报本身仍为已印发。',
  },
  en: {
    title: 'Bulletins', lead: 'When a period is over a bulletin is drafted from figures. The office or a leader adds words and publishes it; then it has a number and stays as it is.',
    all: 'All', draft: 'Drafts', published: 'Published', filter: 'State of bulletins', nothing: 'No bulletins yet', nothingWhy: 'Once a period is over its draft appears here.', more: 'More', back: 'All bulletins', missing: 'There is no such bulletin',
    before: 'Period before', now: 'This period', figure: 'Figure',
    counts: { accepted: 'Accepted', closed: 'Closed', on_time: 'Closed on time', late: 'Late' }, overdue: 'Overdue when drafted', stuck: 'Stuck at the top', climbed: 'Sent up by the clock',
    best: 'Ahead by what was closed on time', worst: 'Behind by what was closed on time', nobody: 'Nobody can be compared in this period.', noMatters: 'Nothing in this period.', category: 'Category', tickets: 'Tickets', unsorted: 'without a category',
    programme: { visits: 'Visits made', visits_overdue: 'Visit plans overdue', meetings: 'Meetings held', meetings_overdue: 'Units that owe a meeting', alarms: 'Alarms of fading activity' },
    text: 'Words', textHelp: 'Plain words; no names and telephone numbers of citizens.', save: 'Save', saved: 'Saved', publish: 'Publish', publishAsk: 'It gets a number, and can no longer be changed. Publish it?', publishing: 'Publish the bulletin', print: 'Page for printing', pdf: 'As PDF',
    publishReaders: 'Once published, those who sign in at this unit and above it read the whole; units below and citizens do not. Whether it is opened to everybody is decided afterwards.',
    open: 'Open to everybody', openNow: 'Open it now', openBadge: 'open to everybody', isOpen: 'Everybody may read what is open of this bulletin, without signing in.', publicPage: 'The public page', notOpenHere: 'By the rules in force no bulletin is opened to everybody. Whoever publishes rules adds which sections go out (open) to those of bulletins.', toRules: 'The rules',
    openReaders: 'Everybody can then read, keep and pass it on without signing in, and search engines find it. Read the words of each section first: no names, telephone numbers or anything else by which citizens can be known.',
    goesOut: 'Goes out', withWords: ' (with its words)', openProgramme: 'Visits and meetings', keptBack: (small: number): string => `Figures of fewer than ${small} matters are kept back: a dash stands in their place.`,
    staysInside: 'Stays inside', alwaysInside: 'Rates of the work between units, visit plans overdue, units that owe a meeting, alarms', preview: 'Look at what goes out',
    takeBack: 'Take back', takeBackAsk: 'The public page is gone at once; what others have kept or passed on cannot be called back. The bulletin itself stays published.',
  },
})

/** The month or the year that a bulletin is about, or from when until when. */
export function periodOf({ starts_on: first, ends_on: last }: { starts_on: string; ends_on: string }): string {
  const said = (at: string, more: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(languageTag.value, { timeZone: 'UTC', year: 'numeric', ...more }).format(new Date(at))
  if (first.endsWith('-01-01') && last.endsWith('-12-31')) return said(first, {})
  const months = [first, last].map((each) => said(each, { month: 'long' }))
  return [...new Set(months)].join(' – ')
}

/** The number of a published one. That of the document is Chinese: in English it is year and number, as on paper. */
export function numberOf({ document_number: chinese, year, number }: { document_number: string | null; year: number | null; number: number | null }): string | null {
  return language.value === 'zh' || number === null ? chinese : `${year}-${number}`
}
