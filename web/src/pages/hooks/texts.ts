/** What the pages of webhook endpoints say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '事件推送', about: '交办单和意见有变动时，由系统主动通知您的业务系统。', make: '新建接收地址', none: '还没有接收地址',
    noneWhy: '新建一个接收地址，系统就会把选定的事件推送过去。', noneOf: '没有符合条件的接收地址', all: '全部', state: '状态', more: '再显示一些', unit: '所属单位',
    since: (when: string) => `自 ${when}`, lastSuccess: '最近送达', never: '尚无送达', owed: '待送', owedCount: (count: number, capped: boolean) => (capped ? `${count} 条以上` : `${count} 条`),
    waiting: (span: string) => `最早一条已等 ${span}`, nothingOwed: '没有积压',
    marks: {
      disabled: (when: string) => `已停用，自 ${when}`, open: (when: string) => `连续失败，暂停推送至 ${when}`, openNow: '连续失败，暂停推送',
      halfOpen: '正在用一条事件试探', failing: (span: string) => `已连续失败 ${span}`, waiting: (span: string) => `积压 ${span}`, paused: (when: string) => `已暂停，自 ${when}`,
    },
    breaker: { closed: '推送正常', open: '熔断中：暂停推送', half_open: '试探中：先发一条' },
    facts: { state: '状态', breaker: '推送情况', failures: '连续失败', failingSince: '失败起始', lastSuccess: '最近送达', lastFailure: '最近失败', openUntil: '恢复试探', owed: '待送', oldest: '最早待送', dead: '已放弃', events: '接收的事件', version: '内容' },
    times: (count: number) => `${count} 次`, none_: '无',
    parts: { overview: '概况', deliveries: '推送记录', dead: '已放弃', replay: '补发', secrets: '签名密钥', settings: '设置' },
    back: '全部接收地址', missing: '没有这个接收地址，或者您无权查看。',
    form: {
      title: '新建接收地址', address: '接收地址', addressHelp: '须为 HTTPS 地址，可从外网访问。', description: '用途', descriptionHelp: '写给以后看的人，例如“对接市级督查平台”。',
      events: '接收哪些事件', everything: '全部事件（包括以后新增的）', some: '只接收选定的事件', find: '按名称查找事件', group: (name: string, chosen: number, whole: number) => `${name}（已选 ${chosen} / ${whole}）`, wholeGroup: '全选此类', chosen: (count: number) => `已选 ${count} 种`,
      atLeast: '至少选择一种事件。', asked: '历史导入的交办单数量可能很大，须单独选择。',
      more: '推送方式', payload: '推送内容', full: '完整内容', thin: '只通知发生了什么，详情由您的系统来取', ordering: '次序', ticket: '同一交办单按先后次序', any: '不分先后，尽快送达', hold: '为保持次序最多等待（秒）', timeout: '等待应答（毫秒）', flight: '同时推送条数', rate: '每秒最多条数', rateHelp: '不填则不限。',
      format: '格式', standard: '标准格式', cloudevents: 'CloudEvents 1.0', create: '创建', save: '保存', saved: '已保存。', changed: '此设置刚刚被别人改过，已显示最新内容，请再改一次。',
    },
    groups: { ticket: '交办单', joint_task: '协办任务', opinion: '意见建议', endpoint: '推送自身' },
    everyEvent: '全部事件', everyOf: (name: string) => `${name}的全部事件`, andMore: (count: number) => `等 ${count} 种`,
    secret: {
      made: '接收地址已创建', once: '签名密钥只显示这一次，请立即存入您的系统。', label: '签名密钥', copy: '复制', copied: '已复制', verify: '怎样验证签名',
      verifyWords: '用收到的原始字节验证，不要先解析再拼回去。', go: '已保存，前往查看', public: '公钥',
    },
    stats: {
      title: (hours: number) => `近 ${hours} 小时`, period: '统计时段', ok: '送达', failed: '未送达', hour: '时间', average: '平均用时', ms: (count: number) => `${count} 毫秒`, numbers: '每小时数字', nothing: '这段时间没有推送。',
      hours: (hours: number) => (hours < 48 ? `${hours} 小时` : `${hours / 24} 天`),
    },
    trials: {
      title: '试一试', ping: '连通测试', pingHelp: '立即发送一条连通信号，不影响其他推送。', test: '发送示例事件', testHelp: '按真实方式签名和发送，内容标明为测试。', testEvent: '示例事件', send: '发送示例',
      probe: '恢复推送', probeHelp: '先试探一次，对方接收后立即恢复推送。', resend: '同时补发此前未送达的事件', running: '等待对方应答…', result: '对方的应答', arrived: '对方已接收', notArrived: '对方没有接收', resending: '未送达的事件正在补发。',
    },
    attempts: {
      outcome: '结果', allOutcomes: '全部结果', okOnly: '已送达', failedOnly: '未送达（各种原因）', type: '事件', allTypes: '全部事件', since: '起始时间', until: '截止时间', clear: '清除筛选', nothing: '没有推送记录', nothingWhy: '记录保留三十天。', nothingOf: '没有符合条件的推送记录',
      attempt: (count: number) => `第 ${count} 次`, status: (status: number) => `应答码 ${status}`, took: (ms: number) => `用时 ${ms} 毫秒`, next: (when: string) => `${when} 再试`, open: '查看详情',
      request: '发出的内容', response: '收到的应答', headers: '标头', body: '正文', noBody: '没有正文', noHeaders: '没有标头', notKept: '示例和连通信号的内容不保存。', hidden: '为安全起见，签名不再显示。', retry: '重发此条', retried: '已安排立即重发。', now: '目前', every: '各次推送',
      caption: '推送记录', download: '下载为表格', reading: '正在读取…',
    },
    dead: { title: '已放弃的推送', nothing: '没有放弃的推送', nothingWhy: '试满次数或超过期限仍未送达的事件会列在这里，保留三十天。', why: '原因', tried: '推送次数', when: '放弃时间', choose: '选择', chooseAll: '全选本页', retry: (count: number) => `重发选中的 ${count} 条`, retried: (count: number) => `${count} 条已安排重发。`, failed: (count: number) => `${count} 条没能安排重发，请再试一次。` },
    replay: {
      title: '按时段补发', help: '先计算数量，确认后再补发。新事件优先，补发排在后面；对方可能收到已处理过的事件，应按编号去重。', since: '起始时间', until: '截止时间', untilHelp: '不填则到现在。', only: '范围', all: '时段内的全部事件', failed: '只补发未送达的', types: '事件', count: '计算数量', counted: (count: number, capped: boolean) => (capped ? `${count} 条以上` : `共 ${count} 条`), nothing: '这段时间没有可补发的事件。', send: (count: number) => `补发 ${count} 条`, change: '修改条件', progress: '补发进度', within: '最多补发三十天内的事件。', again: '再次补发',
    },
    secrets: {
      title: '签名密钥', help: '更换时先添加新密钥，新旧密钥在重叠期内同时签名；您的系统换用新密钥后，再停用旧密钥。', shared: '共享密钥', pair: '密钥对', made: '创建', until: '有效至', forever: '长期有效', add: '添加密钥', kind: '种类', overlap: '旧密钥继续有效', hour: '1 小时', day: '1 天', week: '7 天', now: '立即失效',
      expire: '停用', expireTitle: '停用这个密钥？', expireWords: '停用后，只认这个密钥的系统将无法验证推送。', expireConfirm: '停用', last: '最后一个密钥不能停用。', added: '密钥已添加',
    },
    settings: {
      pause: '暂停推送', pauseTitle: '暂停推送？', pauseWords: '已在排队的事件等待恢复；暂停期间新发生的事件不会排队，恢复后可按时段补发。', resume: '恢复推送', resumeTitle: '恢复推送？', resumeWords: '已停用的地址会先试探一次，对方应答后才恢复。', remove: '删除接收地址', removeTitle: '删除这个接收地址？', removeWords: '排队的事件一并删除，且不能恢复。', removeConfirm: '删除', made: (when: string) => `创建于 ${when}`, headers: '自带标头', headersKept: '值不显示', danger: '停用与删除',
    },
  },
  en: {
    title: 'Webhooks', about: 'Your systems are told of what happens to tickets and opinions.', make: 'New endpoint', none: 'There is no endpoint yet',
    noneWhy: 'Make one, and the events that you choose are sent to it.', noneOf: 'No endpoint fits these filters', all: 'all', state: 'State', more: 'Show more', unit: 'Unit',
    since: (when: string) => `since ${when}`, lastSuccess: 'Last arrived', never: 'nothing yet', owed: 'Owed', owedCount: (count: number, capped: boolean) => (capped ? `${count} or more` : String(count)),
    waiting: (span: string) => `the oldest for ${span}`, nothingOwed: 'nothing',
    marks: {
      disabled: (when: string) => `Disabled since ${when}`, open: (when: string) => `Failing: spared until ${when}`, openNow: 'Failing: spared',
      halfOpen: 'Being tried with one event', failing: (span: string) => `Failing for ${span}`, waiting: (span: string) => `Behind by ${span}`, paused: (when: string) => `Paused since ${when}`,
    },
    breaker: { closed: 'Deliveries pass', open: 'Breaker open: nothing is sent', half_open: 'Breaker half open: one is tried' },
    facts: { state: 'State', breaker: 'Deliveries', failures: 'Failures in a row', failingSince: 'Failing since', lastSuccess: 'Last arrived', lastFailure: 'Last failed', openUntil: 'Tried again', owed: 'Owed', oldest: 'Oldest waiting', dead: 'Given up', events: 'Events', version: 'Content' },
    times: (count: number) => String(count), none_: 'none',
    parts: { overview: 'Overview', deliveries: 'Deliveries', dead: 'Given up', replay: 'Send again', secrets: 'Secrets', settings: 'Settings' },
    back: 'All endpoints', missing: 'There is no such endpoint, or you may not see it.',
    form: {
      title: 'New endpoint', address: 'Address', addressHelp: 'It begins with https:// and is open to the internet.', description: 'What it is for', descriptionHelp: 'For whoever looks after it later.',
      events: 'Which events', everything: 'All events, new ones included', some: 'Only those chosen here', find: 'Find an event by name', group: (name: string, chosen: number, whole: number) => `${name} (${chosen} of ${whole})`, wholeGroup: 'All of these', chosen: (count: number) => `${count} chosen`,
      atLeast: 'Choose at least one event.', asked: 'Imported history may be a great many events: it is chosen by itself.',
      more: 'How they are sent', payload: 'Content', full: 'Everything', thin: 'Only that it happened; your system fetches the rest', ordering: 'Order', ticket: 'In order for each ticket', any: 'In any order, as soon as possible', hold: 'Wait for the order at most (seconds)', timeout: 'Wait for an answer (milliseconds)', flight: 'At the same time', rate: 'Per second at most', rateHelp: 'Empty for no limit.',
      format: 'Format', standard: 'Standard', cloudevents: 'CloudEvents 1.0', create: 'Make it', save: 'Save', saved: 'Saved.', changed: 'Somebody has just changed this. What you see is the latest: change it again.',
    },
    groups: { ticket: 'Tickets', joint_task: 'Joint tasks', opinion: 'Opinions', endpoint: 'Deliveries themselves' },
    everyEvent: 'All events', everyOf: (name: string) => `${name}: all events`, andMore: (count: number) => `and more, ${count} in all`,
    secret: {
      made: 'The endpoint is made', once: 'The secret is shown this once. Put it where your system finds it now.', label: 'Secret', copy: 'Copy', copied: 'Copied', verify: 'How to verify a signature',
      verifyWords: 'Verify the bytes as they arrived, before anything decodes them.', go: 'I have it, go on', public: 'Public key',
    },
    stats: {
      title: (hours: number) => `The last ${hours} hours`, period: 'Period', ok: 'Arrived', failed: 'Failed', hour: 'Time', average: 'On average', ms: (count: number) => `${count} ms`, numbers: 'Numbers by hour', nothing: 'Nothing was sent in this time.',
      hours: (hours: number) => (hours < 48 ? `${hours} hours` : `${hours / 24} days`),
    },
    trials: {
      title: 'Try it', ping: 'Ping', pingHelp: 'Sends a sign of life now; nothing else changes.', test: 'Send an example', testHelp: 'Signed and sent as real ones are, and marked as a test.', testEvent: 'Example event', send: 'Send example',
      probe: 'Go on', probeHelp: 'Tries once; if it is taken, deliveries go on at once.', resend: 'Also send again what had failed', running: 'Waiting for the answer…', result: 'What the receiver answered', arrived: 'The receiver took it', notArrived: 'The receiver did not take it', resending: 'What had failed is being sent again.',
    },
    attempts: {
      outcome: 'Result', allOutcomes: 'all results', okOnly: 'arrived', failedOnly: 'failed, for any reason', type: 'Event', allTypes: 'all events', since: 'From', until: 'Until', clear: 'Clear filters', nothing: 'Nothing was sent', nothingWhy: 'Attempts are kept for thirty days.', nothingOf: 'No attempt fits these filters',
      attempt: (count: number) => `attempt ${count}`, status: (status: number) => `status ${status}`, took: (ms: number) => `${ms} ms`, next: (when: string) => `again ${when}`, open: 'Details',
      request: 'What was sent', response: 'What was answered', headers: 'Headers', body: 'Body', noBody: 'No body', noHeaders: 'No headers', notKept: 'The content of examples and pings is not kept.', hidden: 'The signature is not shown again.', retry: 'Send it again', retried: 'It is sent again at once.', now: 'Now', every: 'All attempts',
      caption: 'Attempts to deliver', download: 'Download as a table', reading: 'Reading…',
    },
    dead: { title: 'Given up', nothing: 'Nothing was given up', nothingWhy: 'What was tried in vain to the end is listed here, for thirty days.', why: 'Why', tried: 'Attempts', when: 'Given up', choose: 'Choose', chooseAll: 'Choose all', retry: (count: number) => `Send ${count} again`, retried: (count: number) => `${count} are sent again.`, failed: (count: number) => `${count} could not be sent again. Try once more.` },
    replay: {
      title: 'Send a period again', help: 'They are counted first, and sent when you confirm. New events go before. The receiver may get what it has dealt with: it goes by their ids.', since: 'From', until: 'Until', untilHelp: 'Empty for now.', only: 'What', all: 'All events of the period', failed: 'Only what failed', types: 'Event', count: 'Count them', counted: (count: number, capped: boolean) => (capped ? `${count} or more` : `${count} events`), nothing: 'There is nothing to send again in this time.', send: (count: number) => `Send ${count} again`, change: 'Change this', progress: 'How far it is', within: 'At most thirty days back.', again: 'Another one',
    },
    secrets: {
      title: 'Secrets', help: 'To change over, add a new one: both sign for a while. When your systems use the new one, end the old one.', shared: 'shared secret', pair: 'key pair', made: 'made', until: 'until', forever: 'for good', add: 'Add a secret', kind: 'Kind', overlap: 'Older ones go on for', hour: '1 hour', day: '1 day', week: '7 days', now: 'not at all',
      expire: 'End', expireTitle: 'End this secret?', expireWords: 'Systems that know no other one cannot verify deliveries then.', expireConfirm: 'End it', last: 'The last secret cannot be ended.', added: 'The secret is added',
    },
    settings: {
      pause: 'Pause', pauseTitle: 'Pause deliveries?', pauseWords: 'What is owed waits. What happens meanwhile is not added; send the period again afterwards.', resume: 'Resume', resumeTitle: 'Resume deliveries?', resumeWords: 'A disabled endpoint is pinged first and goes on if it answers.', remove: 'Delete endpoint', removeTitle: 'Delete this endpoint?', removeWords: 'What it is owed goes with it. This cannot be undone.', removeConfirm: 'Delete', made: (when: string) => `made ${when}`, headers: 'Headers of your own', headersKept: 'values are not shown', danger: 'Pausing and deleting',
    },
  },
})
