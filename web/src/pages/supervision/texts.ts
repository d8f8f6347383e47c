/** What the pages of supervision say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '督查', lead: '按种子随机抽取交办单或走访记录，到现场核实，结果记在这里。同样的种子、同样的范围，谁来抽都一样。',
    drawnOf: '抽取数量', draw: '抽取样本', nothing: '还没有抽查', nothingWhy: '抽取样本后，每一件的核查结果会列在这里。', more: '再看一些',
    frame: '从哪些里抽', within: '限定单位', size: '抽几件', sizeHelp: '不填则按规则。', seed: '种子', strata: '按什么分层', optional: '可不填',
    of: (drawn: number, frame: number): string => `${frame} 件中抽 ${drawn} 件`, since: '起始日期', until: '截止日期（不含）', checked: (done: number, all: number): string => `已查 ${done}/${all}`, wrong: (count: number): string => `有问题 ${count} 件`,
    by: (unit: string): string => `${unit}抽取`, all: '所辖全部单位', sample: '抽查样本', back: '全部抽查', missing: '没有这个样本', missingCheck: '没有这条检查记录', check: '登记检查', checkDone: '已登记。', notChecked: '未查', hidden: '您无权查看这一件', visitOf: (unit: string): string => `走访${unit}`, cancelled: '已撤销',
    checkTitle: '实地检查', found: '检查情况', place: '地点', inCharge: '责任人', on: '检查日期', verdict: '结论', order: '同时下达督办', orderText: '督办要求', colour: '督办等级', ordered: '已下达督办', erased: '检查情况已按规定清除。', recorded: (unit: string, at: string): string => `${unit}登记于 ${at}`,
    findings: '待跟进的问题', findingsLead: '核查发现问题，但没有下达督办的；走访查出的问题都列在这里。', noFindings: '没有待跟进的问题', noFindingsWhy: '核查发现问题而没有下达督办时，会列在这里。',
    visitVerdicts: { in_order: '确有走访', not_in_order: '与登记不符', not_done: '没有走访' }, visitFound: '向走访对象核实到的情况', orderTicketOnly: '走访查出的问题会列入“待跟进的问题”，请督促补访或更正登记。',
    results: '各单位检查结果', ofTickets: '交办单', ofVisits: '走访', unit: '单位', checks: '检查', inOrder: '属实', notInOrder: '不符', notDone: '未办', notVisited: '未走访', orders: '督办', open: '待跟进', share: '属实率', own: '本级', noShare: '—', unchecked: '还没有检查过。', notYet: (units: number): string => `还没有检查过的 ${units} 个单位`,
  },
  en: {
    title: 'Supervision', lead: 'Tickets or visits are drawn by lot with a seed, looked into on the spot, and what was found stands here. The same seed out of the same ones draws the same ones, whoever draws.',
    drawnOf: 'Drawn', draw: 'Draw a sample', nothing: 'No samples yet', nothingWhy: 'Once one is drawn, what was found about each is listed here.', more: 'More',
    frame: 'Out of which', within: 'Unit', size: 'How many', sizeHelp: 'As the rules say if left out.', seed: 'Seed', strata: 'Spread by', optional: 'optional',
    of: (drawn: number, frame: number): string => `${drawn} out of ${frame}`, since: 'From', until: 'Before', checked: (done: number, all: number): string => `${done} of ${all} looked into`, wrong: (count: number): string => `${count} not in order`,
    by: (unit: string): string => `drawn by ${unit}`, all: 'all units below', sample: 'Sample', back: 'All samples', missing: 'There is no such sample', missingCheck: 'There is no such check', check: 'Record a check', checkDone: 'Recorded.', notChecked: 'not looked into', hidden: 'something that you may not see', visitOf: (unit: string): string => `Visit to ${unit}`, cancelled: 'cancelled',
    checkTitle: 'Site check', found: 'What was found', place: 'Place', inCharge: 'Person in charge', on: 'Day', verdict: 'Verdict', order: 'Issue an order as well', orderText: 'What is demanded', colour: 'Grade', ordered: 'An order was issued', erased: 'What was found is not kept any more.', recorded: (unit: string, at: string): string => `recorded by ${unit}, ${at}`,
    findings: 'Findings to follow up', findingsLead: 'Something was wrong and no order was issued; all that is wrong with visits stands here.', noFindings: 'No findings to follow up', noFindingsWhy: 'They stand here when something is found wrong and no order is issued.',
    visitVerdicts: { in_order: 'visited as recorded', not_in_order: 'not as recorded', not_done: 'nobody was there' }, visitFound: 'What the visited say', orderTicketOnly: 'What is wrong with a visit is listed among the findings: have the visit made, or the record put right.',
    results: 'What checks found, by unit', ofTickets: 'Tickets', ofVisits: 'Visits', unit: 'Unit', checks: 'Checks', inOrder: 'In order', notInOrder: 'Not in order', notDone: 'Not done', notVisited: 'Not there', orders: 'Orders', open: 'Findings', share: 'Share in order', own: 'the unit itself', noShare: '—', unchecked: 'Nothing was looked into yet.', notYet: (units: number): string => `${units === 1 ? '1 unit' : `${units} units`} not looked into yet`,
  },
})
