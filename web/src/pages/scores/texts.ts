/** What the page of scores and rates says. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '考评', lead: '按考评规则给各单位打分：几项率各占多少权重、得了几分、在同级里排第几，一看就明白。',
    views: '考评内容', scores: '考评得分', rates: '各项比率', own: (name: string): string => `${name}（含下级）`,
    score: (points: string): string => `${points} 分`, of100: '满分 100 分', noScore: '无得分', noScoreWhy: '此时段没有可以计分的件。',
    made: '得分是怎么来的', madeOf: (name: string): string => `${name}的得分是怎么来的`, rate: '比率', figure: '实际', weight: '权重', points: '得分', floor: (percent: string): string => `低于底线${percent}`, given: '此项没有可计的件，权重分给其他各项',
    inverse: '越低越好，按“1 减去此率”计分', commended: '表扬', criticised: '批评', none: '本时段没有',
    ranking: '同级排名', rank: (place: number): string => `第 ${place} 名`, rankOf: (units: number): string => `共 ${units} 个单位有得分`, tied: '并列', unit: '单位',
    nothing: '没有直接下级可以排名', nothingWhy: '本单位之下没有其他单位。', unranked: (units: number): string => `没有得分、不参加排名的 ${units} 个单位`,
    how: '排名只在同级单位之间进行；得分相同的名次并列，同时进入表扬或批评名单。不合格的不表扬，优秀的不批评。',
    down: (name: string): string => `看${name}的下级`,
  },
  en: {
    title: 'Scores and rates', lead: 'Units are scored by the rules in force: what each rate weighs, what it gave, and which place that is among units of the same level.',
    views: 'What is shown', scores: 'Scores', rates: 'Rates', own: (name: string): string => `${name} with all below it`,
    score: (points: string): string => `${points} points`, of100: 'of 100 points', noScore: 'No score', noScoreWhy: 'There is nothing in this period that counts for a score.',
    made: 'What made the score', madeOf: (name: string): string => `What made the score of ${name}`, rate: 'Rate', figure: 'Figure', weight: 'Weight', points: 'Points', floor: (percent: string): string => `below the floor of ${percent}`, given: 'nothing to count: its weight went to the others',
    inverse: 'the lower the better: what is missing to one counts', commended: 'Commended', criticised: 'Criticised', none: 'Nobody in this period',
    ranking: 'Places among equals in level', rank: (place: number): string => `Place ${place}`, rankOf: (units: number): string => `of ${units} units with a score`, tied: 'shared', unit: 'Unit',
    nothing: 'There is nobody below to rank', nothingWhy: 'This unit has no units below it.', unranked: (units: number): string => `${units === 1 ? '1 unit' : `${units} units`} without a score and a place`,
    how: 'Only units of one level are compared. Equal scores share a place, and are named together. Who failed is not commended, and who is excellent is not criticised.',
    down: (name: string): string => `The units below ${name}`,
  },
})
