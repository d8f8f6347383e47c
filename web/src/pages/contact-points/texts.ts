/** What the pages of contact points say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '联系点', lead: '干部按职级联系旗县、乡镇、嘎查村和农户。这里看谁联系谁、还缺几个、哪些村没有人联系。',
    views: { mine: '我的联系点', unit: '单位的联系点', cadres: '干部核对', gaps: '无人联系' }, parts: '查看方式',
    assign: '安排联系点', assigned: '已安排', cadre: '干部', unit: '联系单位', what: '联系类别', label: '联系对象', labelHelp: '例如“二组”或户主姓名。加密保存，终止后删除。',
    end: '终止', endAsk: (name: string, where: string) => `${name}不再联系${where}。历史记录保留，联系对象的名称删除。`, reason: '原因', ended: '已终止', endedOn: (day: string, why: string) => `${day}终止：${why}`, since: (day: string) => `${day}起`,
    before: '包括已终止的', from: (name: string) => `原为${name}，已撤并`, more: '显示更多', none: '没有联系点', noneMine: '还没有给您安排联系点。由您单位的负责人或办公室安排。', noneUnit: '这个单位和下辖单位还没有干部联系。',
    all: '核对无误', allWhy: '这里的干部都按规定有联系点，或者没有登记有规定的职级。', noRank: '职级未登记', have: (have: number, least: number, most: number | null) => `${have}/${most === null ? `至少 ${least}` : least === most ? `${least}` : `${least}–${most}`}`, good: '符合规定', only: '只看有问题的', seen: (n: number) => `已核对 ${n} 人`,
    coverage: '覆盖情况', covered: (n: number, of: number) => `${n} / ${of}`, village: '应联系单位', uncovered: '没有干部联系的单位', crowded: '联系干部过多的单位', cadres: (n: number) => `${n} 名干部`, allCovered: '都有干部联系', allCoveredWhy: '这里的每个村都至少有一名干部联系。', notCrowded: '没有联系过多的单位', nothing: '没有',
    files: '用表格批量导入', import: '选择文件', sending: '正在导入…', taken: (made: number, same: number, bad: number) => `新增 ${made} 个，原有 ${same} 个，${bad} 行有误`, line: (n: number) => `第 ${n} 行`, export: '导出', importHelp: '表头：', columns: '联系干部、所在单位代码、联系点代码、联系类别、联系对象',
  },
  en: {
    title: 'Contact points', lead: 'By their rank, cadres keep in touch with counties, townships, villages and households. Who with whom, what is missing, and where nobody does.',
    views: { mine: 'Mine', unit: 'Of a unit', cadres: 'Cadres', gaps: 'Nobody there' }, parts: 'What is shown',
    assign: 'Assign a contact point', assigned: 'Assigned', cadre: 'Cadre', unit: 'Unit', what: 'Kind', label: 'Which one', labelHelp: 'Such as a group, or a name. Kept sealed, and deleted once it ends.',
    end: 'End', endAsk: (name: string, where: string) => `${name} keeps in touch with ${where} no longer. That it was there stays on record, the name of the place does not.`, reason: 'Reason', ended: 'Ended', endedOn: (day: string, why: string) => `Ended ${day}: ${why}`, since: (day: string) => `since ${day}`,
    before: 'With those that have ended', from: (name: string) => `was ${name}, which was dissolved`, more: 'Show more', none: 'No contact points', noneMine: 'You were given none yet. Your leader or office assigns them.', noneUnit: 'Nobody keeps in touch with this unit or those below.',
    all: 'All as it should be', allWhy: 'Everybody here has the contact points that the rule asks, or no rank that it names.', noRank: 'rank not known', have: (have: number, least: number, most: number | null) => `${have}/${most === null ? `${least} or more` : least === most ? `${least}` : `${least}–${most}`}`, good: 'As the rule has it', only: 'Only cadres with findings', seen: (n: number) => `${n} looked at`,
    coverage: 'Coverage', covered: (n: number, of: number) => `${n} of ${of}`, village: 'To be covered', uncovered: 'Units with nobody', crowded: 'Units with too many', cadres: (n: number) => `${n} cadre${n === 1 ? '' : 's'}`, allCovered: 'All have somebody', allCoveredWhy: 'At least one cadre keeps in touch with each village here.', notCrowded: 'None has too many', nothing: 'None',
    files: 'Import a table', import: 'Choose a file', sending: 'Importing…', taken: (made: number, same: number, bad: number) => `${made} new, ${same} there already, ${bad} lines refused`, line: (n: number) => `Line ${n}`, export: 'Export', importHelp: 'The columns are ', columns: 'name, home_unit_code, unit_code, contact_place, label',
  },
})
