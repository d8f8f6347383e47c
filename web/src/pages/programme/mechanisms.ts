/** The mechanisms of the programme, one line each: the route of its page, what it is called and what it is for. */
export interface Mechanism {
  /** Of the route. */
  readonly name: string
  readonly label: { readonly zh: string; readonly en: string }
  /** One sentence for somebody who has never heard of it. */
  readonly about: { readonly zh: string; readonly en: string }
}

/** In the order of the tabs. */
export const MECHANISMS: readonly Mechanism[] = [
  { name: 'groups', label: { zh: '组织领导', en: 'Leadership' }, about: { zh: '各级党建工作领导小组谁负总责，办公室谁牵头，专项督导组到哪里督导、到什么时候。', en: 'Who is in charge on each level, who directs the office, and which groups supervise where and until when.' } },
  { name: 'programme-teams', label: { zh: '工作队', en: 'Teams' }, about: { zh: '每个单位有哪些引领工作队，谁任组长，队员从哪个部门来，缺什么人。', en: 'Which guidance teams a unit has, who leads them, and from which departments their members come.' } },
  { name: 'programme-contact-points', label: { zh: '联系点', en: 'Contact points' }, about: { zh: '干部按职级联系旗县、乡镇、嘎查村和农户，哪些村还没有人联系。', en: 'By their rank, cadres keep in touch with units and households; which villages have nobody.' } },
  { name: 'visits', label: { zh: '走访', en: 'Visits' }, about: { zh: '谁该走访哪些单位和农户、多久一次，完成了多少，哪些快到期、哪些逾期。', en: 'Who has to visit which units and households, how often, how much of it is done, and what is late.' } },
  { name: 'diary', label: { zh: '民情日记', en: 'Diary' }, about: { zh: '走访中听到的、看到的记下来，提交后由上级评定；群众说的可以直接登记成意见建议。', en: 'What was heard and seen on the way is noted, handed in and graded; what people said becomes an opinion.' } },
  { name: 'ledger', label: { zh: '民生台账', en: 'Ledger' }, about: { zh: '一户一条记下群众的诉求，可直接生成交办单，办结后自动销号。', en: 'What each household asks for, row by row; a row becomes a ticket and is written off when that is closed.' } },
  { name: 'sorting', label: { zh: '梳理汇总', en: 'Sorting' }, about: { zh: '把反映同一件事的诉求归到一起，一次性生成交办单。', en: 'Opinions about one matter are put together and become tickets in one go.' } },
  { name: 'meetings', label: { zh: '联席会议', en: 'Meetings' }, about: { zh: '每两个月开一次，议题从滞留、问题和上报的交办单中提取，议定事项跟踪落实。', en: 'Every two months: agendas drawn from what is stuck or came from below, and decisions that are followed up.' } },
  { name: 'tasks', label: { zh: '任务清单', en: 'Task lists' }, about: { zh: '市旗乡村各级每年抓什么，进度到哪，下级怎么样。', en: 'What each level has to do in a year, how far it is, and how those below fare.' } },
  { name: 'bulletins', label: { zh: '简报', en: 'Bulletins' }, about: { zh: '一期结束自动起草，补上文字后编号印发：概况、比率、先进落后、热点、走访会议。', en: 'Drafted when a period is over, edited, numbered and published: figures, rates, who is ahead, what people ask for.' } },
  { name: 'trends', label: { zh: '力度走势', en: 'Trends' }, about: { zh: '各单位每周走访、日记、办件等活动多少，防止前紧后松、上紧下松、一阵风，松下来就预警。', en: 'How much units do week by week, and an alarm where it fades: busy first and slack later, busy above and slack below, or a gust of wind.' } },
  { name: 'scores', label: { zh: '考评', en: 'Scores' }, about: { zh: '按规则给各单位打分，同级排名，表扬先进、批评落后；十五项比率怎么算、是多少，一页看清。', en: 'Units are scored by the rules, ranked among equals in level, commended and criticised; with fifteen rates and what each is of.' } },
  { name: 'supervision', label: { zh: '督查', en: 'Supervision' }, about: { zh: '随机抽查交办单，实地核实办理情况，发现问题下达督办，看各单位属实率。', en: 'Tickets drawn by lot, checks on the spot, the orders that follow, and how units stand.' } },
  { name: 'surveys', label: { zh: '满意度调查', en: 'Surveys' }, about: { zh: '随机抽取群众，用短信链接或电话询问满不满意，看各单位的满意率。', en: 'Citizens drawn by lot are asked by link or telephone how satisfied they are, and how units stand.' } },
]
