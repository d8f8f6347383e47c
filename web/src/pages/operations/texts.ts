/** What the pages of imports, exports and long work say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '导入导出',
    parts: { runs: '处理进度', imports: '导入', exports: '导出', erasures: '删除申请', incidents: '时限故障', messages: '通知失败', checkpoints: '存证' },
    more: '再显示一些', all: '全部', clear: '清除筛选',
    runs: { nothing: '没有导入或补发', nothingWhy: '从文件导入、补发事件时，进度显示在这里。', unit: '单位', begun: (when: string) => `${when} 开始`, ended: (when: string) => `${when} 结束`, open: '查看', back: '全部处理', missing: '没有这项处理，或者您无权查看。', hook: '前往接收地址' },
    receipts: {
      title: '逐行结果', refused: '未接收的行', every: '全部行', line: (line: number) => `第 ${line} 行`, why: '原因', download: '下载未接收的行', downloading: '正在整理…', headLine: '行号', headWhy: '原因', name: '未接收的行.csv', none: '没有未接收的行', noneWhy: '文件里的每一行都已接收。', noneYet: '还没有处理到任何一行。',
      accepted: '已接收', ignored: (names: string) => `以下各列没有用到：${names}`, first: '只列出前两百行。', total: (count: number) => `共 ${count} 行`, created: '新增', unchanged: '原已存在', refusedCount: '未接收',
      explain: '行号按文件计，表头是第 1 行。改正后可把整个文件再导入一次：已接收的行不会重复。',
    },
    imports: {
      what: '导入什么', kinds: { opinions: '意见建议', history: '历史交办单', units: '单位', members: '成员', teams: '班组' },
      about: { opinions: '每行一条意见建议，导入后进入收件箱。', history: '其他系统已办结的交办单，每行一件；可查可统计，不再计时。', units: '每行一个单位。与现有内容相同的行不作改动。', members: '每行一个岗位；同一人担任几个岗位就写几行。', teams: '每行一名组员；还没有的班组随第一行建立，人员须已在成员中。' },
      file: '文件', fileHelp: 'Excel 工作簿（.xlsx）或逗号分隔的表格（.csv），第一行是表头。', fileLines: 'Excel 工作簿（.xlsx）、逗号分隔的表格（.csv）或每行一个 JSON 对象（.jsonl）。', chosen: (name: string, size: string) => `${name}（${size}）`, tooLarge: (most: string) => `文件超过 ${most}，请分成几个文件。`, noFile: '请选择文件。',
      columns: '表头应有哪些列', column: '列', needed: '必填', oneOf: '二者至少填一', optional: '选填', meaning: '说明', template: '下载空白表格',
      system: '来自哪个系统', systemHelp: '例如“12345”。同一系统内每件的编号只导入一次。', source: '未写来源的行按此来源', unit: '未写单位的行归入', unitHelp: '不选则归入您的单位。',
      go: '开始导入', sending: '正在上传…', done: '导入完成',
      check: '先检查', checking: '正在检查…', checked: '检查结果', nothingChanged: '只是检查，没有导入任何内容。', onlyFirst: (count: number) => `只是检查，没有导入任何内容。文件较长，只检查了前 ${count} 行。`, wouldBeNew: '将新增', wouldBeRefused: '将不接收', and: '、',
    },
    fields: {
      title: '标题', content: '内容', category: '类别', contact: '联系方式', citizen_name: '姓名', place: '地点', longitude: '经度', latitude: '纬度', accuracy: '定位精度', submitted_at: '反映时间', unit_code: '单位代码', external_ref: '编号', source: '来源',
      handler_code: '承办单位', urgency: '紧急程度', difficulty: '难易程度', created_at: '受理时间', closed_at: '办结时间', due_at: '办理期限', state: '状态', outcome: '解决情况', reply: '答复内容', solved: '是否解决', satisfaction: '满意度', steps: '办理过程',
      code: '单位代码', parent_code: '上级单位代码', level: '层级', name: '单位名称', kind: '单位类型', designation: '称谓', member_name: '姓名', home_unit_code: '所在单位代码', role: '角色', post_unit_code: '任职单位代码', skills: '专长', member_ref: '人员编号', team_unit_code: '单位代码', team: '队名', team_role: '队内职务', sent_by_unit_code: '派出单位代码',
    },
    meanings: {
      title: '一句话说明事项，不填则取内容开头', content: '诉求原文', category: '类别代码或名称', contact: '加密保存，界面上只显示一部分', citizen_name: '加密保存', place: '事发地点', longitude: '度，WGS 84', latitude: '度，WGS 84', accuracy: '米，整数', submitted_at: '如 2026-03-01 08:30', unit_code: '由哪个单位受理，不填则归入上面选定的单位', external_ref: '原系统中的编号，重复导入时据此识别', source: '来源代码或名称',
      handler_code: '由哪个单位办理', created_at: '何时受理', closed_at: '何时办结', reply: '给群众的答复', code: '全系统唯一', parent_code: '最高一级留空', level: '如“苏木乡镇级”', name: '单位全称', kind: '不填则为行政区域', member_name: '与所在单位一起识别此人', home_unit_code: '此人编制所在', role: '如“经办人”“负责人”', post_unit_code: '在哪个单位担任此角色', skills: '几项之间用分号隔开', member_ref: '工号等，填了就按它识别此人', team_unit_code: '组建班组的单位', team: '与单位一起识别班组', team_role: '如“组长”“副组长”“成员”', sent_by_unit_code: '由哪个单位派出，不填则为所在单位',
    },
    exports: {
      what: '导出什么', kinds: { tickets: '交办单', handOvers: '流转记录', opinions: '意见建议', byUnit: '单位统计', report: '专项报表', units: '单位', members: '成员', teams: '班组', events: '办理事件' },
      about: { tickets: '符合条件的交办单，每件一行。', handOvers: '符合条件的交办单的每次交接，每次一行。', opinions: '每条意见建议一行，联系方式不全显示。', byUnit: '每个下级单位一行，或每天一行。', report: '超期、按时等报表，附统计口径。', units: '辖区内的单位。', members: '成员和他们的岗位。', teams: '班组和组员。', events: '最近三十天的事件。' },
      format: '文件格式', formats: { xlsx: 'Excel 工作簿', csv: 'CSV 表格', jsonl: 'JSON（每行一条）' }, filters: '筛选条件', go: '导出', going: '正在导出…', stop: '停止', got: (size: string) => `已收到 ${size}`, done: (size: string) => `已导出，共 ${size}。`,
      unit: '单位', any: '不限', state: '状态', urgency: '紧急程度', overdue: '只要超期的', openOnly: '办结情况', open: '未办结', closed: '已办结', since: '登记起始', until: '登记截止', from: '起始时间', to: '截止时间', status: '意见状态', role: '角色', active: '在职情况', inService: '在职', left: '已离任', used: '在用', dissolved: '已撤销', kind: '单位类型', report: '报表', groupBy: '分组', rows: '按', days: '最近天数', byUnits: '单位', byDays: '日期', type: '事件', columns: '随文件附筛选条件和时间', within: '最多一次导出全部符合条件的行，行数多时需要一些时间。',
    },
    erasures: {
      waiting: '等待决定', every: '全部申请', nothing: '没有等待决定的删除申请', nothingOf: '没有删除申请', nothingWhy: '有人申请删除意见或联系方式时，由另一人在这里决定。', asked: (when: string) => `${when} 申请`, reason: '申请理由', opinion: '查看意见', gone: '意见已删除，或者您无权查看。', approve: '同意删除', refuse: '不同意', approveTitle: '同意删除？', approveWords: '删除后无法恢复：原文、联系方式和由此产生的交办单内容都会抹去。申请人不能决定自己的申请。', refuseTitle: '不同意删除？', why: '不同意的理由', answer: '答复',
    },
    incidents: { nothing: '没有时限故障', nothingWhy: '时限未能自动处理的交办单会列在这里。', tries: (count: number) => `连续失败 ${count} 次`, next: (when: string) => `${when} 再试`, never: '不再自动重试，请人工处理', about: '以下交办单的时限没能自动处理。可以人工办理，也可以请管理员按编号查看服务器日志。' },
    messages: { nothing: '没有发送失败的通知', nothingWhy: '发不出去的短信、邮件等会列在这里。', by: '方式', to: '收件地址', tried: (count: number) => `发送 ${count} 次`, ticket: '相关交办单', why: '技术原因' },
    checkpoints: { nothing: '还没有存证', nothingWhy: '系统定期为全部记录签名存证，以便日后核对是否被改动。', number: (number: number) => `第 ${number} 号`, events: (count: number) => `${count} 条记录`, text: '签名原文', about: '每份存证固定了当时的全部记录；保存原文和签名，日后即可核对记录是否被改动。', signatures: '签名', copyName: (number: number) => `存证-${number}.txt`, keep: '下载原文' },
  },
  en: {
    title: 'Files and background work',
    parts: { runs: 'Progress', imports: 'Import', exports: 'Export', erasures: 'Erasures', incidents: 'Clock', messages: 'Messages', checkpoints: 'Checkpoints' },
    more: 'Show more', all: 'all', clear: 'Clear filters',
    runs: { nothing: 'Nothing was imported or sent again', nothingWhy: 'How far files and replays are is shown here.', unit: 'Unit', begun: (when: string) => `begun ${when}`, ended: (when: string) => `ended ${when}`, open: 'Open', back: 'All work', missing: 'There is no such work, or you may not see it.', hook: 'To the endpoint' },
    receipts: {
      title: 'Line by line', refused: 'Refused lines', every: 'All lines', line: (line: number) => `Line ${line}`, why: 'Why', download: 'Download refused lines', downloading: 'Getting them…', headLine: 'line', headWhy: 'why', name: 'refused-lines.csv', none: 'No line was refused', noneWhy: 'Every line of the file was taken.', noneYet: 'No line is done yet.',
      accepted: 'taken', ignored: (names: string) => `Columns that were not used: ${names}`, first: 'The first two hundred are listed.', total: (count: number) => `${count} lines`, created: 'new', unchanged: 'known already', refusedCount: 'refused',
      explain: 'Lines are counted in the file; the header is line 1. Mend them and import the whole file again: what was taken is not taken twice.',
    },
    imports: {
      what: 'What', kinds: { opinions: 'Opinions', history: 'Closed tickets', units: 'Units', members: 'Members', teams: 'Teams' },
      about: { opinions: 'An opinion a line. They arrive in the inbox.', history: 'Tickets that another system has closed, one a line. They are found and counted; no clock looks at them.', units: 'A unit a line. Lines that say what is so already change nothing.', members: 'A role a line; somebody with several has several lines.', teams: 'Somebody a line; a team that is not there is formed by its first line. They are members already.' },
      file: 'File', fileHelp: 'A workbook (.xlsx) or a table (.csv) with a header.', fileLines: 'A workbook (.xlsx), a table (.csv) with a header, or one JSON object a line (.jsonl).', chosen: (name: string, size: string) => `${name} (${size})`, tooLarge: (most: string) => `The file is larger than ${most}: divide it.`, noFile: 'Choose a file.',
      columns: 'Which columns the header has', column: 'Column', needed: 'needed', oneOf: 'one of both', optional: 'optional', meaning: 'Meaning', template: 'Download an empty table',
      system: 'From which system', systemHelp: 'Such as 12345. Within it each number is imported once.', source: 'Source of lines that name none', unit: 'Unit of lines that name none', unitHelp: 'Yours, if you choose none.',
      go: 'Import', sending: 'Uploading…', done: 'Imported',
      check: 'Check first', checking: 'Checking…', checked: 'What the check found', nothingChanged: 'This was a check: nothing was imported.', onlyFirst: (count: number) => `This was a check: nothing was imported. The file is long; its first ${count} lines were checked.`, wouldBeNew: 'would be new', wouldBeRefused: 'would be refused', and: ', ',
    },
    fields: {
      title: 'title', content: 'content', category: 'category', contact: 'contact', citizen_name: 'citizen_name', place: 'place', longitude: 'longitude', latitude: 'latitude', accuracy: 'accuracy', submitted_at: 'submitted_at', unit_code: 'unit_code', external_ref: 'external_ref', source: 'source',
      handler_code: 'handler_code', urgency: 'urgency', difficulty: 'difficulty', created_at: 'created_at', closed_at: 'closed_at', due_at: 'due_at', state: 'state', outcome: 'outcome', reply: 'reply', solved: 'solved', satisfaction: 'satisfaction', steps: 'steps',
      code: 'code', parent_code: 'parent_code', level: 'level', name: 'name', kind: 'kind', designation: 'designation', member_name: 'name', home_unit_code: 'home_unit_code', role: 'role', post_unit_code: 'unit_code', skills: 'skills', member_ref: 'external_ref', team_unit_code: 'unit_code', team: 'team', team_role: 'team_role', sent_by_unit_code: 'sent_by_unit_code',
    },
    meanings: {
      title: 'the matter in a line; the beginning of the content if left out', content: 'what was said', category: 'code or name', contact: 'kept encrypted, shown in part', citizen_name: 'kept encrypted', place: 'where it is', longitude: 'degrees of WGS 84', latitude: 'degrees of WGS 84', accuracy: 'whole metres', submitted_at: 'such as 2026-03-01 08:30', unit_code: 'who receives it; else the unit chosen above', external_ref: 'the number over there, by which it is known again', source: 'code or name',
      handler_code: 'who dealt with it', created_at: 'when it was received', closed_at: 'when it was closed', reply: 'what the citizen was told', code: 'unique everywhere', parent_code: 'empty for the topmost', level: 'its name or code', name: 'in full', kind: 'a territory if left out', member_name: 'known by it and the home unit', home_unit_code: 'where somebody is employed', role: 'such as handler or leader', post_unit_code: 'where they have this role', skills: 'several with semicolons between', member_ref: 'by which somebody is known, if given', team_unit_code: 'whose team it is', team: 'known by it and the unit', team_role: 'leader, deputy or member', sent_by_unit_code: 'who has sent them; else the home unit',
    },
    exports: {
      what: 'What', kinds: { tickets: 'Tickets', handOvers: 'Hand-overs', opinions: 'Opinions', byUnit: 'Figures by unit', report: 'Report', units: 'Units', members: 'Members', teams: 'Teams', events: 'Events' },
      about: { tickets: 'A line for each ticket that fits.', handOvers: 'A line for each hand-over of these tickets.', opinions: 'A line for each opinion; contacts are masked.', byUnit: 'A line for each unit below, or for each day.', report: 'Overdue, on time and others, with their definitions.', units: 'The units of your subtree.', members: 'Members and their roles.', teams: 'Teams and who is in them.', events: 'Events of the last thirty days.' },
      format: 'Format', formats: { xlsx: 'Workbook (.xlsx)', csv: 'Table (.csv)', jsonl: 'JSON lines' }, filters: 'Filters', go: 'Export', going: 'Exporting…', stop: 'Stop', got: (size: string) => `${size} so far`, done: (size: string) => `Exported, ${size}.`,
      unit: 'Unit', any: 'any', state: 'State', urgency: 'Urgency', overdue: 'Overdue only', openOnly: 'Open or closed', open: 'open', closed: 'closed', since: 'Formed from', until: 'Formed until', from: 'From', to: 'Until', status: 'Status', role: 'Role', active: 'In service', inService: 'in service', left: 'left', used: 'in use', dissolved: 'dissolved', kind: 'Kind', report: 'Report', groupBy: 'Grouped by', rows: 'A line for each', days: 'Days back', byUnits: 'unit', byDays: 'day', type: 'Event', columns: 'Filters and time go along', within: 'All that fits is exported at once; many lines take a while.',
    },
    erasures: {
      waiting: 'Waiting', every: 'All', nothing: 'No erasure waits for a decision', nothingOf: 'Nobody has asked for an erasure', nothingWhy: 'Where somebody asks for one, somebody else decides here.', asked: (when: string) => `asked ${when}`, reason: 'Why', opinion: 'Look at the opinion', gone: 'It is erased, or you may not see it.', approve: 'Grant', refuse: 'Refuse', approveTitle: 'Grant the erasure?', approveWords: 'It cannot be undone: what was said, the contact and the words of its ticket go. Who has asked cannot decide.', refuseTitle: 'Refuse the erasure?', why: 'Why it is refused', answer: 'Answer',
    },
    incidents: { nothing: 'The clock has no incidents', nothingWhy: 'Tickets on which the clock could not act are listed here.', tries: (count: number) => `failed ${count} times on end`, next: (when: string) => `again ${when}`, never: 'not tried again: somebody has to act', about: 'The clock could not act on these tickets. People can; administrators find the reason in the log of the server by the number.' },
    messages: { nothing: 'No message failed', nothingWhy: 'What could not be told by mail, text message or chat is listed here.', by: 'By', to: 'To', tried: (count: number) => `${count} attempts`, ticket: 'The ticket', why: 'Technical reason' },
    checkpoints: { nothing: 'There is no checkpoint yet', nothingWhy: 'All records are signed regularly, so that changes can be found out later.', number: (number: number) => `No. ${number}`, events: (count: number) => `${count} records`, text: 'What was signed', about: 'Each checkpoint fixes all records up to then. Keep its text and signatures elsewhere to find out whether records were changed.', signatures: 'Signatures', copyName: (number: number) => `checkpoint-${number}.txt`, keep: 'Download the text' },
  },
})
