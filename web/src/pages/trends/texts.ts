/** What the page of trends says. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '力度走势', lead: '各单位每周做了多少，按工作日折算后前后对比。松下来的，在这里预警，恢复后自动解除。',
    weeks: '看多少周', last: (weeks: number): string => `近 ${weeks} 周`, course: (unit: string): string => `${unit}每周活动量`, whole: '含下级', own: '本级', week: '周', days: '工作日', total: '活动量', numbers: '看每周的数字',
    from: (day: string): string => `${day} 起`, alarms: '正在预警', noAlarms: '没有预警', noAlarmsWhy: '各单位的活动量平稳，没有明显松懈。', ended: '看已解除的', going: '只看正在预警的', endedAt: (day: string): string => `${day} 已解除`, foundAt: (day: string): string => `${day} 预警`,
    below: '直接下级', none: '没有直接下级', noneWhy: '本单位之下没有其他单位。', unit: '单位', latest: '最近四周', before: '此前四周', change: '变化', idle: (units: number): string => `近八周没有活动的 ${units} 个单位`, nothing: '还没有可看的周', nothingWhy: '一周结束后，系统会自动统计上一周的活动量。',
    why: {
      faded: (before: string, after: string): string => `从这一周起，平均每个工作日只做 ${after}，之前是 ${before}。`,
      idle_below: (units: number, idle: number, before: string): string => `本级平均每个工作日做 ${before}，下面 ${units} 个单位中有 ${idle} 个几周没有动静。`,
      burst: (before: string, after: string): string => `集中做了一阵（每个工作日 ${before}），之后几乎停了（${after}）。`,
    },
    weights: '怎么算', weighed: (what: string, weight: number): string => `${what} ×${weight}`, how: '活动量按登记时间计入当周；工作日少的周（如春节）不参加比较，基数太小的单位不预警。', more: '再看一些',
  },
  en: {
    title: 'Trends', lead: 'How much units do week by week, compared by working days. Where it fades an alarm is given, and it ends by itself once the unit has recovered.',
    weeks: 'How many weeks', last: (weeks: number): string => `Last ${weeks} weeks`, course: (unit: string): string => `Activity of ${unit} by week`, whole: 'with all below', own: 'the unit itself', week: 'Week', days: 'Working days', total: 'Activity', numbers: 'The numbers of each week',
    from: (day: string): string => `from ${day}`, alarms: 'Alarms that go on', noAlarms: 'No alarms', noAlarmsWhy: 'Units are about as active as they were.', ended: 'Show those that are over', going: 'Only those that go on', endedAt: (day: string): string => `over since ${day}`, foundAt: (day: string): string => `given on ${day}`,
    below: 'Units directly below', none: 'There is nobody below', noneWhy: 'This unit has no units below it.', unit: 'Unit', latest: 'Last four weeks', before: 'Four before', change: 'Change', idle: (units: number): string => `${units === 1 ? '1 unit' : `${units} units`} without any activity in eight weeks`, nothing: 'No weeks yet', nothingWhy: 'Once a week is over it is counted by itself.',
    why: {
      faded: (before: string, after: string): string => `Since this week ${after} was done on a working day, and ${before} before.`,
      idle_below: (units: number, idle: number, before: string): string => `The unit itself does ${before} on a working day; of ${units} units below ${idle} did nothing for weeks.`,
      burst: (before: string, after: string): string => `Much was done for a short time (${before} on a working day), and then hardly anything (${after}).`,
    },
    weights: 'How it is counted', weighed: (what: string, weight: number): string => `${what} ×${weight}`, how: 'Activity counts for the week in which it was recorded. Weeks with hardly any working days, such as Spring Festival, are not compared, and units that do too little to tell give no alarm.', more: 'More',
  },
})
