/** What the page of team checks says. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '工作队', lead: '每支引领工作队的组长、副组长、成员和专业技术人员，按规定逐队核对。', edit: '编组工作队', good: '符合规定', only: '只看有问题的', seen: (n: number) => `已核对 ${n} 支`, none: '工作队都符合规定', noneWhy: '新的工作队在“组织机构—工作队”中编组。',
    without: '没有工作队的单位', all: '都有工作队', allWhy: '按规定应有工作队的单位都已编组。', more: '显示更多', wrong: (n: number) => `${n} 处不符`, mine: '只有负责人、办公室、督查员和管理员可以核对工作队。',
  },
  en: {
    title: 'Teams', lead: 'Leaders, deputies, members and technicians of each guidance team, held against the rule.', edit: 'Put teams together', good: 'As the rule has it', only: 'Only teams with findings', seen: (n: number) => `${n} looked at`, none: 'All teams are as the rule has them', noneWhy: 'New teams are formed in Organisation, under Teams.',
    without: 'Units without a team', all: 'All have one', allWhy: 'Every unit that the rule names has its team.', more: 'Show more', wrong: (n: number) => `${n} not as the rule has it`, mine: 'Leaders, offices, supervisors and administrators look into teams.',
  },
})
