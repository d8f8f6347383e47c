/** What the frame around the mechanisms of the programme says. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '大引领', overview: '总览', lead: '工作队沉到基层，听意见、解难题、促落实。这里列出各项工作机制，点名称进入。',
    figuresOf: (unit: string) => `数字为${unit}及所辖单位现在的情况。`,
    reading: '正在读取…', notRead: '暂时读不到数字。', again: '重试', nothing: '还没有可统计的内容。',
    figures: {
      withoutFaults: '配备齐全的队', covered: '有人联系的村', fulfilled: '完成任务', visits: '走访次数', submitted: '近两月提交', graded: '已评定',
      writtenOff: '今年已销号', unitsToSort: '超期未梳理单位', nextMeeting: '下次会议最迟', unitsLate: '超期未开单位', done: '已完成任务', inOrder: '核查属实', overdue: '逾期',
    },
  },
  en: {
    title: 'Programme', overview: 'Overview', lead: 'Teams go to the villages, listen, and see that things get done. These are the ways in which they work.',
    figuresOf: (unit: string) => `Figures are those of ${unit} and all units below it, as of now.`,
    reading: 'Reading …', notRead: 'The figures cannot be read at the moment.', again: 'Try again', nothing: 'Nothing to count yet.',
    figures: {
      withoutFaults: 'Complete teams', covered: 'Villages in touch', fulfilled: 'Duties done', visits: 'Visits', submitted: 'Handed in, two months', graded: 'Graded',
      writtenOff: 'Written off this year', unitsToSort: 'Units late in sorting', nextMeeting: 'Next meeting by', unitsLate: 'Units late to meet', done: 'Tasks done', inOrder: 'Found in order', overdue: 'Overdue',
    },
  },
})
