/** What the pages of surveys say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    lead: '随机抽取留有联系方式的群众，请他们评价办理结果或单位工作。可以点短信里的链接答，也可以打电话问，每人只答一次。',
    order: '发起调查', nothing: '还没有调查', nothingWhy: '发起调查后，进度和结果会列在这里。', more: '再看一些',
    kind: '调查什么', title: '标题', titleHelp: '群众打开链接时看到的标题。', within: '调查范围', since: '从哪天', until: '到哪天（含）', periodHelp: '这段时间办结的事项，或者收到的意见建议。', lastDay: '答复截止日期', lastDayHelp: (days: number): string => `不填则开放 ${days} 天。`, size: '调查多少人', sizeHelp: (size: number, most: number): string => `不填则 ${size} 人，最多 ${most} 人。`, optional: '可不填', asks: '问卷内容', words: '由群众自己填写',
    by: (unit: string): string => `${unit}发起`, ends: (at: string): string => `${at} 截止`, closedAt: (at: string): string => `${at} 结束`, answered: (done: number, asked: number): string => `已答 ${done}/${asked}`, own: '（直接）',
    back: '全部调查', missing: '没有这项调查', calls: '电话回访', close: '提前结束', closeWhy: '结束后不再接受答复，链接全部失效，被调查单位可以看到本单位的结果。', closed: '调查已结束。',
    asked: '调查人数', reached: '已联系上', answeredBy: '已答复', byPage: (count: number): string => `其中网上 ${count}`, refused: '拒绝', unreached: '联系不上', waiting: '等待答复', response: '答复率',
    facts: '调查情况', period: '事项时间', periodOf: (since: string, until: string): string => `${since} 至 ${until}`, drawn: '抽取方式', drawnOf: (asked: number, frame: number): string => `${frame} 人中随机抽取 ${asked} 人`, seed: '种子', reminded: '已提醒', notReminded: '未提醒', state: '状态',
    results: '结果', question: '问题', rate: '满意率', rateWithFair: '含基本满意', rated: '有效评价', unit: '单位', share: '满意率（含基本满意）', notEnough: '样本不足，仅供参考', low: '低于要求', hidden: '人数太少，不显示', floor: (percent: number): string => `要求不低于 ${percent}%`, which: '这里是调查的结果；统计报表里的满意率是群众对自己事项的评价，两者分开计算。', guarded: (least: number): string => `不足 ${least} 人答复的不显示，以免猜出是谁。`, itself: '本级', byUnit: '各单位', go: '查看下级',
    findings: '满意度偏低的单位', findingOf: (unit: string, rate: string): string => `${unit} ${rate}`, toTickets: '看已办结的交办单', toSupervision: '去抽查',
    remarks: '群众的话', noRemarks: '没有留言',
    callsLead: '一次给您一位群众，别人不会拿到同一位。打完电话在这里登记，联系方式的每次查看都有记录。', next: '领取下一位', left: (count: number): string => `还有 ${count} 位可以联系`, none: '现在没有要联系的群众', noneWhy: '都已联系过，或者别人正在联系，没接通的过一会儿再打。', name: '姓名', contact: '联系电话', noName: '没有留姓名', about: '关于', tries: (count: number): string => `已打过 ${count} 次没接通`, until_: (at: string): string => `请在 ${at} 前登记`, save: '保存答复', notReached: '没接通', refuses: '不愿回答', saved: '已保存。', over: '调查已经结束', overWhy: '不再接受答复，可以去看结果。', toResults: '看结果', required: '请先选择', gone: '这位群众已不归您联系，请领取下一位。',
  },
  en: {
    lead: 'Citizens who left a contact are drawn by lot and asked about how they were served, or about a unit. They answer by a link, or are called; each answers once.',
    order: 'Order a survey', nothing: 'No surveys yet', nothingWhy: 'Once one is ordered, how far it is and what came of it stands here.', more: 'More',
    kind: 'About what', title: 'Title', titleHelp: 'What citizens read above the questions.', within: 'Units', since: 'From', until: 'To, this day included', periodHelp: 'Of matters closed, or opinions received, in these days.', lastDay: 'Last day for answers', lastDayHelp: (days: number): string => `Open for ${days} days if left out.`, size: 'How many are asked', sizeHelp: (size: number, most: number): string => `${size} if left out, ${most} at most.`, optional: 'optional', asks: 'What is asked', words: 'in their own words',
    by: (unit: string): string => `ordered by ${unit}`, ends: (at: string): string => `until ${at}`, closedAt: (at: string): string => `closed ${at}`, answered: (done: number, asked: number): string => `${done} of ${asked} have answered`, own: ' (itself)',
    back: 'All surveys', missing: 'There is no such survey', calls: 'Telephone calls', close: 'Close now', closeWhy: 'No answers are taken any more, links end, and the units asked about read their results.', closed: 'Closed.',
    asked: 'Asked', reached: 'Reached', answeredBy: 'Answered', byPage: (count: number): string => `${count} by link`, refused: 'Refused', unreached: 'Not reached', waiting: 'Waiting', response: 'Response rate',
    facts: 'The survey', period: 'Matters of', periodOf: (since: string, until: string): string => `${since} to ${until}`, drawn: 'Drawn', drawnOf: (asked: number, frame: number): string => `${asked} out of ${frame} by lot`, seed: 'Seed', reminded: 'reminded', notReminded: 'not reminded yet', state: 'State',
    results: 'Results', question: 'Question', rate: 'Satisfied', rateWithFair: 'Satisfied or fairly so', rated: 'Ratings', unit: 'Unit', share: 'Satisfied or fairly so', notEnough: 'too few answers to go by', low: 'too low', hidden: 'too few to be shown', floor: (percent: number): string => `at least ${percent}% is asked for`, which: 'These are answers to the survey. The satisfaction rate of reports is of what citizens say about their own tickets; the two are counted apart.', guarded: (least: number): string => `What fewer than ${least} have answered is not shown, so that nobody is guessed.`, itself: 'the unit itself', byUnit: 'By unit', go: 'Go down',
    findings: 'Units with too low a result', findingOf: (unit: string, rate: string): string => `${unit} ${rate}`, toTickets: 'Closed tickets', toSupervision: 'Draw a sample',
    remarks: 'In their words', noRemarks: 'Nobody said anything in words',
    callsLead: 'You are given one citizen at a time, and nobody else the same one. Say here what came of the call. Every look at a contact is on record.', next: 'Take the next one', left: (count: number): string => `${count} can be called`, none: 'Nobody to be called now', noneWhy: 'All were called, or somebody else is calling; who was not reached is called again later.', name: 'Name', contact: 'Telephone', noName: 'no name', about: 'About', tries: (count: number): string => `called ${count} times in vain`, until_: (at: string): string => `yours until ${at}`, save: 'Save the answers', notReached: 'Not reached', refuses: 'Would not answer', saved: 'Saved.', over: 'The survey is over', overWhy: 'No answers are taken any more.', toResults: 'Results', required: 'Choose first', gone: 'This call is not yours any more. Take the next one.',
  },
})
