/** What the pages of rules say. */
import { textsOf } from '@/texts/texts'

const s = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

export const texts = textsOf({
  zh: {
    title: '规则', lead: '交办单怎么走、多久办完、哪天上班、归谁管，都由这五份文件规定。每次发布生成新版本，旧版本不再改动。',
    tabs: { rules: '总览', 'rules-cycle': '流程', 'rules-limits': '时限', 'rules-calendar': '日历', 'rules-catalogue': '派单目录', 'rules-replies': '答复模板' } as Record<string, string>,
    kinds: { workflow: '办理流程', policy: '时限规则', calendar: '工作日历', catalogue: '派单目录', programme: '大引领规则' },
    sections: { visits: '走访', contact_points: '联系点', teams: '工作队', meetings: '联席会议', task_lists: '任务清单', supervision: '督查', ledger: '民生台账', diary: '民情日记', sorting: '梳理汇总', scores: '考评' } as Record<string, string>,
    about: {
      workflow: '交办单有哪些状态，谁可以把它从一个状态办到另一个状态。', policy: '每个环节多长时间，何时预警，谁可以延期。',
      calendar: '哪些天上班、哪些天放假，工作时间从几点到几点。', catalogue: '诉求分哪些类别，由哪些部门负责，要补充哪些内容。',
      programme: '多久走访一次、多久开一次会、抽查多少件：各项工作机制的标准。',
    },
    version: (n: number) => `第 ${n} 版`, inForce: '现行', since: (when: string) => `${when}起施行`, by: (name: string) => `${name}发布`, system: '系统初始', operator: '运维人员',
    unknown: '对接程序', open: '查看', before: (n: number) => `以前的版本（${n}）`, firstVersion: '这是第一版。', compare: '与现行版本比较', next: (n: number) => `下一版为第 ${n} 版，发布后立即施行。`,
    publish: '发布新版本', missingYear: (year: number) => `缺少 ${year} 年的放假安排：涉及该年的到期日都是暂定的。`, sureUntil: (day: string) => `放假安排已公布到${day}。`,
    looking: (n: number) => `这是第 ${n} 版，已不施行。`, toNow: '看现行版本',
    cycle: {
      title: '办理流程', drawing: '流程图', table: '全部操作', choose: '点一个状态，看从这里可以做什么。', all: '全部状态', start: '登记', from: '从', move: '操作', to: '到', who: '谁可以办', fields: '填写内容', told: '发出的通知',
      stays: '状态不变', many: (n: number) => `（${n} 个状态）`, clock: '系统自动', all_: (n: number) => `显示全部 ${n} 项操作`, needed: '必填', optional: '选填', none: '无', open: '办理中的状态', done: '已办结', final: '终止的状态', owner: '由谁办理', stage: '计时环节', moves: (n: number) => `${n} 项操作`, movesOf: (state: string) => `“${state}”时可以做的操作`,
      picture: '状态与流转：每个方框是一个状态，箭头是从一个状态到另一个状态的操作。下方表格内容相同。', timeout: { escalate: '超期后自动上报上级', remind: '超期后反复提醒', archive: '期满自动归档', resume: '期满自动恢复办理' } as Record<string, string>,
    },
    limits: {
      title: '时限', grid: '时限一览', level: '层级', every: '全部层级', category: '类别', anyCategory: '不分类别', whole: '全程（对群众的承诺）', stage: '环节', source: '依据', noSource: '本地规定',
      only: (levels: string) => `仅${levels}`, same: '不分难易', law: '法定', general: '无专门规定，适用：', levelRule: '本级专门规定', categoryRule: '本类别专门规定', grace: '到期后多久自动上报',
      warnings: '预警', warningsAre: (yellow: number, orange: number) => `● 剩余 ${yellow}% 时黄色预警，◆ 剩余 ${orange}% 时橙色预警，▲ 到期即为超期。`,
      extensions: '延期', extensionsAre: (most: number, longest: string) => `最多延期 ${most} 次，合计不超过 ${longest}。`, nth: (n: string) => `第 ${n} 次`, others: '其余', approve: (which: string, whom: string) => `${which}由${whom}批准`, upTo: (limit: string) => `不超过${limit}的`,
      objections: '退单', objectionsAre: (window: string, decision: string) => `收到后 ${window}内可以申请退单，交办单位须在 ${decision}内决定。`, orders: '督办反馈', ask: '会适用哪一条？', special: '只适用于部分类别或单位的时限', categories: '类别', units: '单位', lawIs: (rule: string, limit: string) => `${rule}：${limit}，到期更晚时从其规定`,
      legend: '表中每格写明该环节的时限与依据；没有为所选层级或类别专门规定的，写明改用哪一条。',
    },
    ask: {
      title: '会适用哪一条时限？', lead: '填写交办单的情况，看它会得到多长时限、哪一天到期、为什么。', of: '哪一段时间', at: '从何时起算', unit: '单位编码', unitHelp: '选填。有些规定和日历只适用于部分单位。',
      answer: '结果', due: '到期', limit: '时限', because: '为什么', began: (when: string) => `从 ${when} 起算。`, applies: (rule: string) => `适用“${rule}”。`, counted: (words: string) => `时限为 ${words}。`,
      holiday: (from: string, name: string) => `${from}放假（${name}），不计入。`, workday: (from: string, name: string) => `${from}调休上班（${name}），计入。`, rolled: (day: string) => `最后一天${day}不上班，顺延到下一个工作日。`, to: (a: string, b: string) => `${a}至${b}`,
      provisional: '这个日期是暂定的：涉及的放假安排尚未公布。', yellow: '黄色预警', orange: '橙色预警', red: '超期', passed: (n: number) => `没有采用的 ${n} 条规定`, unmet: (what: string) => `${what}不符`, less: '也符合，但不如所采用的那一条具体', sooner: '也符合，但到期更早，从其长者',
      none: '没有其他规定。', when: '条件', all: '不限',
    },
    calendar: {
      title: '工作日历', year: '年份', work: '上班', rest: '休息', holiday: '放假', makeUp: '调休上班', hours: '工作时间', region: '适用', base: '未另行规定的单位', notSure: '尚未公布，暂按平常的周末计算', legend: '图例', before: '上一年', after: '下一年',
      counts: (work: number, holiday: number, makeUp: number) => `全年 ${work} 个工作日，其中调休上班 ${makeUp} 天；放假 ${holiday} 天。`, list: '放假与调休', monthCount: (n: number) => `${n} 个工作日`, short: { holiday: '休', workday: '班' } as Record<string, string>,
      weekdays: ['一', '二', '三', '四', '五', '六', '日'], months: (n: number) => `${n} 月`, noHours: '休息', makeUpHours: '调休日', keys: '用方向键逐日查看。', none: '这一年没有放假与调休安排。', outside: '日历不包含这一年。',
      days: { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' } as Record<string, string>,
    },
    change: {
      title: '版本比较', left: '原版本', right: '新版本', kind: '文件', none: '两个版本内容相同。', count: (n: number) => `${n} 处不同`, added: '新增', removed: '删去', changed: '改动', from: (a: string) => `原为${a}`, to: (b: string) => `改为${b}`,
      nothing: '（无）', json: '显示原文', limit: '时限', name: '名称', applies: '适用范围', source: '依据', statutory: '法定', whole: '全程时限', of: (part: string, name: string) => `${part}“${name}”`, hours: '工作时间', day: '日期',
      parts: { state: '状态', move: '操作', rule: '时限', grace: '自动上报', level: '层级', department: '部门', category: '类别', region: '地区', day: '日期', other: '其他规定' } as Record<string, string>, yes: '是', no: '否', days: (n: number) => `${n} 天`, entries: (n: number) => `${n} 项`,
    },
    pub: {
      title: '发布新版本', what: '发布哪一份文件', file: '从文件读取', paste: '文件内容（JSON）', current: '填入现行版本', check: '检查', checking: '正在检查…', publish: '发布', publishing: '正在发布…', empty: '请先填入文件内容，或者选择一个 JSON 文件。',
      notJson: (line: number) => `第 ${line} 行附近不是有效的 JSON，请检查引号、逗号和括号。`, wrong: (n: number) => `有 ${n} 处错误，改正后再检查`, line: (n: number) => `第 ${n} 行`, wholeFile: '整份文件', good: '检查通过', will: (n: number) => `发布后成为第 ${n} 版，立即施行。已在办理的交办单按原流程走完；到期日按新日历重新计算。`,
      takes: '这一版会去掉现行版本中的下列内容，发布时需要确认：', below: (n: number) => `下面标为“删去”的 ${n} 项`, meant: '以上去掉的内容确实不再需要', ask: (kind: string, n: number) => `确定发布${kind}第 ${n} 版吗？对所有单位立即生效，发布后不能撤回，只能再发布新版本。`, confirm: '确定发布', cancel: '再看看', done: (kind: string, n: number) => `${kind}第 ${n} 版已经施行`, see: '查看',
      only: '只有管理员可以发布规则', onlyWhy: '规则对所有单位生效，由指定单位的管理员发布。', kept: '内容保存在此页，不会丢失。', changes: '与现行版本相比', go: '跳到该行', unchanged: '与现行版本相同，不需要发布。', unknown: '提交结果不明，请再按一次，同一内容不会发布两次。', tooLarge: '文件太大。',
    },
    cat: {
      title: '派单目录', search: '按名称、编码或部门查找', department: '负责部门', lead: '牵头', fields: '补充内容', noFields: '没有补充内容', public: '公开', publicIs: '公众可以查看办到哪一步', confidential: '保密', retired: '停用', successor: (name: string) => `改用：${name}`, urgency: '通常为', none: '没有找到这样的类别', noneWhy: '换一个词再试。', found: (n: number) => `找到 ${n} 个类别`,
      count: (n: number, d: number) => `${n} 个类别，${d} 个部门`, required: '必填', expand: '展开全部', collapse: '收起全部', show: '查看补充内容',
    },
    replies: {
      title: '答复模板', lead: '本单位和上级单位提供的答复模板，办理时可以选用。', add: '新建模板', change: '修改', remove: '停用', name: '名称', category: '适用类别', all: '所有类别', text: '内容', unit: '提供单位', none: '还没有答复模板', noneWhy: '常用的答复写成模板，办理时可以直接选用。',
      placeholders: '可以写入：{ticket_number} 编号、{unit_name} 单位、{due_date} 到期日、{today} 今天。', save: '保存', saving: '正在保存…', cancel: '取消', sure: (name: string) => `停用“${name}”？以后不再提供，已发出的答复不变。`, done: '已保存', removed: '已停用', above: '上级提供', updated: (when: string) => `${when}更新`, stale: '别人刚刚改过这个模板，请重新打开再修改。', find: '按名称或内容查找', filtered: '没有符合的模板',
    },
  },
  en: {
    title: 'Rules', lead: 'Five documents say how a ticket moves, how long that takes, which days are worked, who answers for what, and by what the programme goes. Publishing makes a new version; old ones never change.',
    tabs: { rules: 'Overview', 'rules-cycle': 'Life cycle', 'rules-limits': 'Limits', 'rules-calendar': 'Calendar', 'rules-catalogue': 'Catalogue', 'rules-replies': 'Standard replies' },
    kinds: { workflow: 'Life cycle', policy: 'Limits', calendar: 'Calendar', catalogue: 'Catalogue', programme: 'Programme' },
    sections: { visits: 'Visits', contact_points: 'Contact points', teams: 'Teams', meetings: 'Joint meetings', task_lists: 'Task lists', supervision: 'Supervision', ledger: 'Ledger', diary: 'Diary', sorting: 'Sorting', scores: 'Scores' },
    about: {
      workflow: 'Which states a ticket has, and who may take it from one to another.', policy: 'How long each stage may take, when it warns, who may extend it.',
      calendar: 'Which days are worked, which are holidays, and from when until when.', catalogue: 'Into which categories matters fall, which departments answer for them, what is asked.',
      programme: 'How often is visited, how often units meet, how many tickets are drawn: what each mechanism goes by.',
    },
    version: (n) => `Version ${n}`, inForce: 'In force', since: (when) => `in force since ${when}`, by: (name) => `published by ${name}`, system: 'the first setting-up', operator: 'the operator',
    unknown: 'a program', open: 'Show', before: (n) => `Versions before (${n})`, firstVersion: 'This is the first version.', compare: 'Compare with the one in force', next: (n) => `The next one is version ${n}; it comes into force when it is published.`,
    publish: 'Publish a version', missingYear: (year) => `The holidays of ${year} are missing: due dates in it are provisional.`, sureUntil: (day) => `Holidays are known until ${day}.`,
    looking: (n) => `This is version ${n}. It is no longer in force.`, toNow: 'Show the one in force',
    cycle: {
      title: 'Life cycle', drawing: 'Drawing', table: 'All moves', choose: 'Choose a state to see what can be done there.', all: 'All states', start: 'Start', from: 'From', move: 'Move', to: 'To', who: 'Who may', fields: 'To be filled in', told: 'What is told',
      stays: 'stays', many: (n) => `(${n} states)`, clock: 'by itself', all_: (n) => `Show all ${n} moves`, needed: 'needed', optional: 'optional', none: 'nothing', open: 'Open state', done: 'Closed', final: 'End', owner: 'Who has to act', stage: 'Stage that is timed', moves: (n) => s(n, 'move'), movesOf: (state) => `What can be done in “${state}”`,
      picture: 'States and moves: each box is a state, each arrow leads from one to another. The table below says the same.', timeout: { escalate: 'climbs by itself when late', remind: 'reminders when late', archive: 'archived by itself', resume: 'goes on by itself' },
    },
    limits: {
      title: 'Limits', grid: 'All limits', level: 'Level', every: 'All levels', category: 'Category', anyCategory: 'Any category', whole: 'Whole ticket (promised to the citizen)', stage: 'Stage', source: 'Source', noSource: 'local rule',
      only: (levels) => `${levels} only`, same: 'any difficulty', law: 'by law', general: 'No rule of its own; instead:', levelRule: 'for this level', categoryRule: 'for this category', grace: 'Climbs by itself after',
      warnings: 'Warnings', warningsAre: (yellow, orange) => `● yellow with ${yellow} % left, ◆ orange with ${orange} % left, ▲ overdue when it is over.`,
      extensions: 'Extensions', extensionsAre: (most, longest) => `At most ${most}, together no longer than ${longest}.`, nth: (n) => `No. ${n}`, others: 'All others', approve: (which, whom) => `${which}: approved by ${whom}`, upTo: (limit) => `up to ${limit}`,
      objections: 'Objections', objectionsAre: (window, decision) => `Within ${window} of receipt; decided within ${decision}.`, orders: 'Answers to supervision orders', ask: 'Which one would apply?', special: 'Limits of some categories or units only', categories: 'Categories', units: 'Units', lawIs: (rule, limit) => `${rule}: ${limit}, where that ends later`,
      legend: 'Each cell names the limit of the stage and its source; where there is none for the level or category, it names the one that applies instead.',
    },
    ask: {
      title: 'Which limit would apply?', lead: 'Say what the ticket is like, and see which limit it gets, when that is due, and why.', of: 'Of which stretch', at: 'Counted from', unit: 'Code of the unit', unitHelp: 'If you like: some rules and calendars hold for some units only.',
      answer: 'Answer', due: 'Due', limit: 'Limit', because: 'Why', began: (when) => `Counted from ${when}.`, applies: (rule) => `“${rule}” applies.`, counted: (words) => `It gives ${words}.`,
      holiday: (from, name) => `${from}: holiday (${name}), not counted.`, workday: (from, name) => `${from}: worked instead (${name}), counted.`, rolled: (day) => `The last day, ${day}, is not worked; it ends on the next working day.`, to: (a, b) => `${a} to ${b}`,
      provisional: 'This date is provisional: the holidays on the way are not known yet.', yellow: 'Yellow', orange: 'Orange', red: 'Overdue', passed: (n) => `${s(n, 'rule')} passed over`, unmet: (what) => `other ${what}`, less: 'fits too, but is less specific', sooner: 'fits too, but ends sooner: the longer one counts',
      none: 'There is no other rule.', when: 'Holds for', all: 'everything',
    },
    calendar: {
      title: 'Calendar', year: 'Year', work: 'Worked', rest: 'Rest', holiday: 'Holiday', makeUp: 'Worked instead', hours: 'Hours', region: 'Counts for', base: 'Units without a region', notSure: 'not gazetted yet, the plain week is assumed', legend: 'Marks', before: 'Year before', after: 'Year after',
      counts: (work, holiday, makeUp) => `${s(work, 'working day')}, ${makeUp} of them at weekends; ${s(holiday, 'holiday')}.`, list: 'Holidays and worked weekends', monthCount: (n) => s(n, 'working day'), short: { holiday: 'H', workday: 'W' },
      weekdays: ['M', 'T', 'W', 'T', 'F', 'S', 'S'], months: (n) => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, n - 1, 1)), noHours: 'rest', makeUpHours: 'Worked instead', keys: 'Go from day to day with the arrow keys.', none: 'No holidays are set for this year.', outside: 'The calendar does not have this year.',
      days: { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' },
    },
    change: {
      title: 'Versions side by side', left: 'Older version', right: 'Newer version', kind: 'Document', none: 'Both versions say the same.', count: (n) => s(n, 'difference'), added: 'New', removed: 'Gone', changed: 'Changed', from: (a) => `was ${a}`, to: (b) => `is ${b}`,
      nothing: '(nothing)', json: 'Show both texts', limit: 'limit', name: 'name', applies: 'holds for', source: 'source', statutory: 'by law', whole: 'Limit of the whole ticket', of: (part, name) => `${part} “${name}”`, hours: 'working hours', day: 'Day',
      parts: { state: 'State', move: 'Move', rule: 'Limit', grace: 'Climbing', level: 'Level', department: 'Department', category: 'Category', region: 'Region', day: 'Day', other: 'Other' }, yes: 'yes', no: 'no', days: (n) => s(n, 'day'), entries: (n) => `${n} entries`,
    },
    pub: {
      title: 'Publish a version', what: 'Which document', file: 'Read a file', paste: 'Content (JSON)', current: 'Begin with the one in force', check: 'Check', checking: 'Checking…', publish: 'Publish', publishing: 'Publishing…', empty: 'Paste the document, or choose a JSON file.',
      notJson: (line) => `This is no JSON near line ${line}. Look at quotes, commas and brackets.`, wrong: (n) => `${s(n, 'mistake')} to be mended`, line: (n) => `Line ${n}`, wholeFile: 'The whole document', good: 'All checks passed', will: (n) => `It becomes version ${n} and is in force at once. Tickets keep the life cycle that they began with; due dates follow a new calendar.`,
      takes: 'It takes back what the one in force has, which has to be confirmed:', below: (n) => `${n} marked as gone below`, meant: 'What is taken back is not needed any more', ask: (kind, n) => `Publish ${kind}, version ${n}? It holds for every unit at once and cannot be taken back, only followed by another version.`, confirm: 'Publish it', cancel: 'Not yet', done: (kind, n) => `${kind}, version ${n}, is in force`, see: 'Show it',
      only: 'Only administrators publish rules', onlyWhy: 'Rules hold for every unit. Administrators of units that were named for it publish them.', kept: 'What you wrote stays on this page.', changes: 'Against the one in force', go: 'Go to the line', unchanged: 'The one in force says the same; there is nothing to publish.', unknown: 'It is not known whether this arrived. Press again: it is published once only.', tooLarge: 'This file is too large.',
    },
    cat: {
      title: 'Catalogue', search: 'Find by name, code or department', department: 'Department', lead: 'leads', fields: 'Asked besides', noFields: 'Nothing is asked besides', public: 'Public', publicIs: 'Anybody may see how far it has come', confidential: 'Confidential', retired: 'Retired', successor: (name) => `instead: ${name}`, urgency: 'Usually', none: 'No category is like that', noneWhy: 'Try another word.', found: (n) => `${n} found`,
      count: (n, d) => `${n} categories, ${d} departments`, required: 'needed', expand: 'Open all', collapse: 'Close all', show: 'Show what is asked',
    },
    replies: {
      title: 'Standard replies', lead: 'What your unit and those above it offer to be said; it can be chosen when a ticket is handled.', add: 'New reply', change: 'Change', remove: 'Retire', name: 'Name', category: 'For', all: 'All categories', text: 'Text', unit: 'Offered by', none: 'No standard reply yet', noneWhy: 'What is said again and again can be written once and chosen.',
      placeholders: 'May have {ticket_number}, {unit_name}, {due_date} and {today} in it.', save: 'Save', saving: 'Saving…', cancel: 'Cancel', sure: (name) => `Retire “${name}”? It is not offered any more; replies that were sent stay.`, done: 'Saved', removed: 'Retired', above: 'from above', updated: (when) => `changed ${when}`, stale: 'Somebody has just changed this reply. Open it again.', find: 'Find by name or words', filtered: 'No reply is like that',
    },
  },
})
