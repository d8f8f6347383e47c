/** Chinese: what the console says. The other languages have the same keys; the compiler looks. */
export const zh = {
  product: '交办台',
  skip: '跳到正文',
  nav: { desk: '我的办件', inbox: '收件箱', register: '登记意见', tickets: '交办单', programme: '大引领', wall: '督办看板', reports: '统计报表', rules: '规则', hooks: '事件推送', organisation: '组织机构', operations: '导入导出', me: '我', more: '更多' },
  roles: { handler: '经办人', leader: '负责人', office: '办公室', supervisor: '督查员', integrator: '对接方', admin: '管理员' },
  session: {
    signOut: '退出登录', signIn: '登录', switchPost: '更换岗位', switching: '正在更换…', actingAs: '当前岗位',
    gone: '登录已失效，请重新登录。填写的内容保存在这台设备上，不会丢失。',
  },
  settings: {
    title: '个人设置', language: '语言', theme: '外观', system: '跟随系统', light: '浅色', dark: '深色',
    density: '行距', roomy: '宽松', dense: '紧凑', shortcuts: '单键快捷键', on: '开', off: '关',
  },
  desk: {
    title: '我的办件', nothing: '没有等您办理的事项', nothingWhy: '新的交办单到达时会显示在这里。',
    nothingOf: (kind: string) => `“${kind}”里没有事项`, of: (kind: string) => `${kind}的事项`,
  },
  list: {
    title: '交办单', number: '编号', matter: '事项', state: '状态', holder: '所在单位', due: '到期', search: '按标题、内容或编号查找',
    filters: '筛选', all: '全部', overdueOnly: '只看超期', open: '未办结', closed: '已办结', state_: '状态', urgency: '紧急程度',
    more: '再显示五十件', nothing: '没有符合条件的交办单', nothingWhy: '放宽筛选条件后再试。', clear: '清除筛选', end: '已全部显示',
    shown: (count: number) => `已显示 ${count} 件`, chosen: '其他筛选条件', within: (name: string) => `${name}受理或承办`, heldIn: (name: string) => `现在${name}辖区内`, receivedIn: (name: string) => `${name}辖区首接`,
    level: (rank: string) => `第 ${rank} 层级`, everLate: '曾经超期', climbed: '超时自动上报过',
    closedIn: (since: string | null, until: string | null) => `${since ?? '最早'}至${until ?? '今'}办结`, breachedIn: (since: string | null, until: string | null) => `${since ?? '最早'}至${until ?? '今'}首次超期`, countedIn: (since: string | null, until: string | null) => `${since ?? '最早'}至${until ?? '今'}办结或承诺到期未办结`,
  },
  ticket: {
    sheets: (n: number) => `${n} 张`,
    opinion: '群众诉求', reply: '答复', way: '流转经过', clock: '时限', stage: '本环节', overall: '对群众的承诺', why: '时限依据',
    history: '办理记录', joint: '协办', attachments: '附件', holder: '所在单位', origin: '来源单位', handler: '承办单位', assignee: '经办人',
    source: '来源', urgency: '紧急程度', difficulty: '难易程度', category: '类别', created: '登记时间', print: '打印', back: '返回',
    more: '更多', noAction: '此件目前不需要您办理。', returned: '退回', due: '到期', done: '已办结',
    notFound: '没有这件交办单，或者您无权查看。', system: '系统', changed: '此件刚刚有变动，显示最新内容',
    noClock: '现在没有在计时。', nobody: '未登记姓名', left: '用去时限的比例', noWay: '尚未流转。', stayed: (span: string) => `停留 ${span}`,
    opinions: (count: number) => `${count} 条意见`, contact: '联系方式', place: '地点', download: '下载', requests: '申请', orders: '督办单', task: '任务', by: '截止', answer: '答复',
    saidBy: '提出', orderBy: '下达', orderTo: '被督办单位', takenInBy: (name: string) => `登记人 ${name}`,
  },
  form: {
    send: '提交', cancel: '取消', sending: '正在提交…', optional: '选填', choose: '请选择', yes: '是',
    required: '此项必须填写。', kept: '已暂存在这台设备上', shownNewest: '已显示最新内容。您填写的内容仍然保留，再次打开即可继续。',
    unknown: '提交结果不明，请再按一次提交，同一件不会办理两次。', search: '输入名称或编码查找', found: (count: number) => `找到 ${count} 项`,
    tree: '单位层级', openTree: '按层级选择', closeTree: '收起层级', standardReply: '选用常用答复', moreFound: '显示更多', charactersLeft: (n: number) => `还可输入 ${n} 字`,
    none: '没有找到', ask: '此操作影响较大，确定要提交吗？', done: (what: string) => `${what}：已完成`, remove: '移除', add: '添加',
    between: (low: number, high: number) => `须在 ${low} 与 ${high} 之间。`,
  },
  inbox: {
    title: '收件箱', nothing: '收件箱是空的', nothingWhy: '新的意见建议到达后会显示在这里。', mark: '选中', alike: '相似的意见', reason: '原因',
    take: (count: number) => (count > 1 ? `将选中的 ${count} 条合并办理` : '办理此条意见'), because: '推荐依据：', dismiss: '不予受理',
    form: (count: number): string => (count > 1 ? '合并生成一件交办单' : '生成交办单'), dismissed: (count: number) => `${count} 条不予受理`,
    formed: (number: string, count: number) => `${count} 条意见已生成交办单 ${number}`,
  },
  wall: {
    inCharge: (name: string) => `责任人 ${name}`, title: '督办看板', overdue: '超期', warned: '即将到期', stuck: '顶级滞留', units: '按单位', unit: '单位', open: '在办', onTime: '按时率', list: '辖区内的超期交办单',
    nothing: '没有超期的交办单', nothingWhy: '辖区内所有交办单都在时限之内。', asOf: (when: string) => `截至 ${when}`, all: '全部超期的交办单',
    none: '无办结', share: (share: string) => `${share}%`, of: (part: number, whole: number) => `按时 ${part} 件，共 ${whole} 件`, definition: '统计口径', cases: '件',
    shownAs: '显示方式', views: { bars: '条形', heat: '热度' }, tile: '数字为超期 / 在办，颜色越深超期越多',
    trail: '所在位置', own: (name: string) => `${name}本级`, noUnits: '此单位没有在办的交办单。', idle: (count: number) => `另有 ${count} 个单位没有交办单`,
    trend: (days: number) => `近 ${days} 天`, received: '新登记', closed: '办结', late: '超期未结', numbers: '每日数字', day: '日期',
  },
  time: {
    left: (span: string) => `剩余 ${span}`, late: (span: string) => `超期 ${span}`, days: (n: number) => `${n} 天`, hours: (n: number) => `${n} 小时`,
    minutes: (n: number) => `${n} 分钟`, today: '今天',
  },
  warning: { yellow: '临近到期', orange: '即将到期', red: '超期' },
  state: {
    loading: '正在读取…', failed: '读取失败', retry: '再试一次', offline: '没有网络。显示的是先前读取的内容，恢复联网后自动更新。', notHere: '没有网络，要去的页面还没有读取过。恢复联网后再打开。',
    forbidden: '您的岗位不能查看此页', missing: '没有这个页面', home: '回到首页', reference: (id: string) => `如需帮助，请提供此编号：${id}`,
    unread: { offline: '没有网络，恢复联网后再试一次。', silent: '服务器没有应答，请检查网络后再试一次。', busy: '服务器暂时繁忙，请稍后再试一次。', signedOut: '登录已失效，请重新登录。' },
  },
  problem: {
    offline: '没有网络。填写的内容已保存在这台设备上，恢复联网后再提交。', noAnswer: '服务器没有应答。请检查网络后再试，填写的内容不会丢失。',
    signedOut: '登录已失效。请重新登录，填写的内容已保存在这台设备上。', forbidden: '如需办理，请联系本单位管理员。', missing: '此件不存在，或者您已无权查看。请返回列表查看最新情况。',
    conflict: '请查看最新内容后再决定。', changed: '您填写期间，此件已有变动。请查看最新内容，确认后再次提交。', wrong: '有几处需要更正，请看标出的地方。',
    tooMany: (seconds: number) => `操作过于频繁，请在 ${seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}后再试。`,
    busy: '服务器暂时繁忙，请稍后再试。填写的内容不会丢失。', unknown: '提交结果不明。请再按一次提交，同一件不会办理两次。', look: '查看最新内容',
  },
  news: (count: number) => `有 ${count} 件新动态`,
  keys: {
    title: '快捷键', help: '显示快捷键', next: '下一项', previous: '上一项', open: '打开', search: '查找', close: '关闭', everywhere: '所有页面', lists: '列表', ticket: '交办单', submit: '提交表单', closes: '关闭窗口，取消选择',
    select: '选择', selectTo: '连选到此行', moveThese: '办理所选', mark: '选中', take: '生成交办单', dismiss: '不予受理', firstMove: '办理下一步', comment: '批注', print: '打印',
  },
}

export type Texts = typeof zh
