/** What is said on the pages of the organisation: units, members, teams, keys, invitations. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '组织机构', tabs: { units: '单位', members: '人员', teams: '工作队', keys: '密钥', invitations: '邀请', gaps: '缺员' },
    name: '名称', code: '编码', kind: '类型', level: '层级', designation: '称谓', designationHelp: '当地对这类单位的叫法，例如旗、苏木、嘎查。', parent: '上级单位', place: '坐标',
    longitude: '经度', latitude: '纬度', placeHelp: 'WGS-84 坐标，单位为度。高德、百度地图上的坐标有几百米偏移，请先换算。', noPlace: '未填写', at: (east: number, north: number) => `东经 ${east}°，北纬 ${north}°（WGS-84）`,
    optional: '选填', save: '保存', create: '新建', more: '显示更多', edit: '修改资料', search: '查找', all: '不限',
    unit: {
      inCharge: '责任人',
      search: '按名称、编码或拼音查找单位', hits: '查找结果', none: '没有找到单位', noneWhy: '可以只输入名称的一部分，或拼音首字母。', tree: '单位树', below: (n: number) => `${n} 个下级`, choose: '请选择一个单位', chooseWhy: '在左侧查找，或在单位树中逐级展开。',
      dissolved: '已撤并', successor: '职责由此单位承接：', add: '新建下级单位', addTo: (name: string) => `在${name}下新建单位`, added: '单位已建好', saved: '资料已保存',
      move: '调整隶属', moveTitle: (name: string) => `调整${name}的隶属关系`, newParent: '新的上级单位', moveHelp: '该单位及其所有下级一起调整。在办的交办单照常办理，原上级从此不再能看到。', moved: '隶属关系已调整',
      dissolve: '撤并', dissolveTitle: (name: string) => `撤并${name}`, heir: '承接单位', reason: '撤并原因', dissolveHelp: '撤并后：在办的交办单、收件箱和人员全部转到承接单位；本单位的密钥和推送端点停用；办理记录保留。此操作不能撤销。', dissolved_: '单位已撤并',
      notFound: '没有这个单位', children: '下级单位', back: '返回单位树', office: '设有办公室', tickets: '在办的交办单', wall: '督办看板', teamCheck: '队伍核对', contacts: '联系点',
      other: '此单位不在您的管辖范围内，只能查看基本情况。',
    },
    member: {
      search: '按姓名查找', none: '没有找到人员', noneWhy: '只显示您管辖范围内的人员。', add: '添加人员', addTo: (name: string) => `在${name}添加人员`, added: '人员已添加',
      home: '所在单位', rank: '职级', noRank: '未登记', skills: '专长', skillsHelp: '多项专长用顿号隔开。', ref: '工号', role: '岗位', roles: '岗位', noRoles: '还没有岗位，登录后什么也看不到。', since: (when: string) => `${when} 起`,
      give: '授予岗位', given: '岗位已授予', take: '免去', takeAsk: (name: string, unit: string, role: string) => `免去${name}在${unit}的“${role}”岗位？相应的密钥几秒内失效。`, taken: '岗位已免去',
      invite: '邀请登录', inviteHelp: '生成一个只能使用一次的链接。对方打开后自己设置密码。再次邀请时，之前的链接作废。', login: '登录名', loginHelp: '不填时使用工号或姓名。', days: '有效天数', link: '邀请链接', linkTitle: (name: string) => `${name}的邀请链接`, linkHelp: (name: string) => `请用安全的方式发给${name}本人，不要发到群里。`,
      end: '退出所有登录', endAsk: (name: string) => `${name}的浏览器和手机将全部退出登录，需要重新登录。适用于手机丢失、密码泄露等情况。`, ended: '已全部退出登录',
      leave: '停用', leaveAsk: (name: string) => `停用后，${name}不能再登录，其密钥失效；手中的交办单回到单位的公共办件。可以随时恢复。`, back: '恢复', left: '已停用', gone: '已停用', returned: '已恢复', saved: '资料已保存', notFound: '没有此人，或不在您的管辖范围内', fromFile: '批量导入', people: '人员', noPeople: '没有人员',
    },
    team: {
      none: '没有工作队', noneWhy: '工作队由一个单位组建，成员可来自多个部门。', add: '组建工作队', added: '工作队已组建', of: '组建单位', put: '添加成员', putDone: '已加入工作队', member: '成员', part: '分工', sent: '派出单位', take: '移出', takeAsk: (name: string, team: string) => `将${name}移出“${team}”？`, taken: '已移出工作队', change: '更改分工', changed: '分工已更改', nobody: '还没有成员',
      replaceHelp: '一个工作队只有一名组长。更换组长时，先把原组长改为副组长或成员。',
    },
    key: {
      none: '没有密钥', noneWhy: '其他系统通过密钥调用接口。', add: '新建密钥', added: '密钥已新建', purpose: '用途', purposeHelp: '写明由哪个系统使用，例如“12345 热线平台”。', role: '权限', unit: '所属单位', days: '有效天数', secret: '密钥', secretTitle: '密钥已生成', secretHelp: '请立即复制并妥善保存，放入对方系统的保密配置中。', revoke: '停用', revokeAsk: (name: string) => `停用“${name}”后，使用它的系统几秒内就不能再调用，由它生成的密钥和推送端点一并停用。此操作不能撤销。`, revoked: '密钥已停用',
      expires: (when: string) => `有效期至 ${when}`, ended: (when: string) => `${when} 停用`, expired: (when: string) => `${when} 过期`, state: { works: '有效', soon: '即将过期', expired: '已过期', revoked: '已停用' }, made: (when: string) => `${when} 新建`, seen: (when: string) => `最近使用 ${when}`, unused: '从未使用', forMember: (name: string) => `代表${name}`,
      may: {
        handler: '可以查看和办理本单位的交办单，登记意见建议。看不到下级单位的交办单。',
        leader: '可以查看和办理本单位及下级的交办单，审批申请，催办督办。',
        office: '可以分派、转办、审核本单位及下级的交办单，处理收件箱。',
        supervisor: '可以查看本单位及下级的全部交办单和统计，下达督办。不能办理。',
        integrator: '供其他系统使用：登记意见建议、办理交办单、订阅推送。看不到涉密内容。',
        admin: '可以管理单位、人员、密钥和规则。请只在确有需要时使用。',
      },
    },
    invitation: { none: '没有未使用的邀请', noneWhy: '在人员页面点“邀请登录”，即可生成邀请链接。', revoke: '作废', revokeAsk: (name: string) => `作废后，发给${name}的链接就不能再打开。`, revoked: '邀请已作废', login: (name: string) => `登录名 ${name}`, until: (when: string) => `有效期至 ${when}`, made: (when: string) => `${when} 发出` },
    gap: { none: '没有缺员', noneWhy: '辖区内每个单位都有人办理，每个工作队都有组长。', waiting: (n: number) => `${n} 件在办`, kinds: '缺员情况', of: (name: string) => `工作队：${name}`, hand: (name: string) => `在${name}手中`, here: '本单位及下级缺员', all: '查看全部' },
    template: { title: '消息用语', own: '本单位自定的用语也用于下级单位；未自定的沿用上级或系统用语。', version: (n: number) => `第 ${n} 版`, subject: '标题', body: '正文', short: '短消息', publish: '发布新版本', look: '预览', sample: '以示例交办单显示。', published: '新用语已发布' },
  },
  en: {
    title: 'Organisation', tabs: { units: 'Units', members: 'Members', teams: 'Teams', keys: 'Keys', invitations: 'Invitations', gaps: 'Gaps' },
    name: 'Name', code: 'Code', kind: 'Kind', level: 'Level', designation: 'Designation', designationHelp: 'What such a unit is called in its place.', parent: 'Unit above', place: 'Coordinates',
    longitude: 'Longitude', latitude: 'Latitude', placeHelp: 'Degrees of WGS 84. Those of Chinese maps are some hundred metres off: convert them first.', noPlace: 'not given', at: (east: number, north: number) => `${east}° E, ${north}° N (WGS 84)`,
    optional: 'optional', save: 'Save', create: 'Make', more: 'Show more', edit: 'Edit', search: 'Search', all: 'any',
    unit: {
      inCharge: 'In charge',
      search: 'Find a unit by name, code or pinyin', hits: 'Units found', none: 'No unit was found', noneWhy: 'Part of the name is enough, or the first letters of its pinyin.', tree: 'Tree of units', below: (n: number) => `${n} below`, choose: 'Choose a unit', chooseWhy: 'Search on the left, or open the tree level by level.',
      dissolved: 'dissolved', successor: 'Its duties went to', add: 'New unit below', addTo: (name: string) => `New unit below ${name}`, added: 'The unit was made', saved: 'Saved',
      move: 'Move', moveTitle: (name: string) => `Move ${name}`, newParent: 'New unit above', moveHelp: 'The unit moves with all below it. Open tickets go on; the units that were above see them no more.', moved: 'The unit was moved',
      dissolve: 'Dissolve', dissolveTitle: (name: string) => `Dissolve ${name}`, heir: 'Successor', reason: 'Why', dissolveHelp: 'Its open tickets, inbox and members go to the successor; its keys and webhook endpoints end; the record stays. This cannot be undone.', dissolved_: 'The unit was dissolved',
      notFound: 'There is no such unit', children: 'Units below', back: 'Back to the tree', office: 'has an office', tickets: 'Open tickets', wall: 'Wall', teamCheck: 'Teams against the rule', contacts: 'Contact points',
      other: 'This unit is outside your scope: only its outline is shown.',
    },
    member: {
      search: 'Find by name', none: 'Nobody was found', noneWhy: 'Members in your scope are shown.', add: 'Add a member', addTo: (name: string) => `Add a member at ${name}`, added: 'The member was added',
      home: 'Home unit', rank: 'Rank', noRank: 'Not known', skills: 'Skills', skillsHelp: 'Several are parted by commas.', ref: 'Staff number', role: 'Role', roles: 'Posts', noRoles: 'No post yet: whoever signs in sees nothing.', since: (when: string) => `since ${when}`,
      give: 'Give a post', given: 'The post was given', take: 'Take away', takeAsk: (name: string, unit: string, role: string) => `Take from ${name} the post “${role}” at ${unit}? Its keys stop working within seconds.`, taken: 'The post was taken away',
      invite: 'Invite', inviteHelp: 'Makes a link that can be used once, to set a password. An earlier link stops working.', login: 'Name to sign in by', loginHelp: 'Without one, the staff number or the name.', days: 'Good for days', link: 'Link', linkTitle: (name: string) => `Link for ${name}`, linkHelp: (name: string) => `Send it to ${name} alone, by a safe way.`,
      end: 'Sign out everywhere', endAsk: (name: string) => `All browsers and phones of ${name} are signed out: when a phone was lost or a password is known.`, ended: 'Signed out everywhere',
      leave: 'Deactivate', leaveAsk: (name: string) => `${name} can sign in no more and their keys end; tickets in their hand go back to the desk of the unit. It can be undone.`, back: 'Reactivate', left: 'Deactivated', gone: 'inactive', returned: 'Reactivated', saved: 'Saved', notFound: 'There is no such member, or not in your scope', fromFile: 'Import a file', people: 'Members', noPeople: 'Nobody yet',
    },
    team: {
      none: 'There is no team', noneWhy: 'A unit forms a team of members from many departments.', add: 'Form a team', added: 'The team was formed', of: 'Unit', put: 'Add somebody', putDone: 'Added to the team', member: 'Member', part: 'Part', sent: 'Sent by', take: 'Take out', takeAsk: (name: string, team: string) => `Take ${name} out of “${team}”?`, taken: 'Taken out of the team', change: 'Change part', changed: 'The part was changed', nobody: 'Nobody yet',
      replaceHelp: 'A team has one leader. To replace them, give the former leader another part first.',
    },
    key: {
      none: 'There is no key', noneWhy: 'Other systems call the interface with a key.', add: 'New key', added: 'The key was made', purpose: 'Purpose', purposeHelp: 'Which system uses it.', role: 'Rights', unit: 'Unit', days: 'Good for days', secret: 'Key', secretTitle: 'The key was made', secretHelp: 'Copy it now and keep it in the secret configuration of the other system.', revoke: 'Revoke', revokeAsk: (name: string) => `Systems that use “${name}” are refused within seconds; keys and webhook endpoints made with it end too. This cannot be undone.`, revoked: 'The key was revoked',
      expires: (when: string) => `until ${when}`, ended: (when: string) => `revoked ${when}`, expired: (when: string) => `expired ${when}`, state: { works: 'works', soon: 'expires soon', expired: 'expired', revoked: 'revoked' }, made: (when: string) => `made ${when}`, seen: (when: string) => `used last ${when}`, unused: 'never used', forMember: (name: string) => `for ${name}`,
      may: {
        handler: 'Reads and handles tickets of the unit itself, and registers opinions. Sees nothing of the units below.',
        leader: 'Reads and handles tickets of the unit and all below, decides requests, urges.',
        office: 'Dispatches, transfers and audits tickets of the unit and all below, and works the inbox.',
        supervisor: 'Reads all tickets and figures of the unit and all below, and supervises. Handles nothing.',
        integrator: 'For other systems: registers opinions, moves tickets, subscribes to events. Sees nothing confidential.',
        admin: 'Manages units, members, keys and rules. Only where that is needed.',
      },
    },
    invitation: { none: 'No invitation is open', noneWhy: 'On the page of a member, “Invite” makes a link.', revoke: 'Revoke', revokeAsk: (name: string) => `The link for ${name} opens nothing any more.`, revoked: 'The invitation was revoked', login: (name: string) => `signs in as ${name}`, until: (when: string) => `until ${when}`, made: (when: string) => `made ${when}` },
    gap: { none: 'Nobody is missing', noneWhy: 'Every unit in your scope has somebody who can act, every team a leader.', waiting: (n: number) => `${n} open`, kinds: 'What is missing', of: (name: string) => `Team: ${name}`, hand: (name: string) => `in the hand of ${name}`, here: 'Nobody there to act, here and below', all: 'All of them' },
    template: { title: 'Wordings of messages', own: 'A wording of the unit counts for all below; others come from above or with the program.', version: (n: number) => `version ${n}`, subject: 'Subject', body: 'Text', short: 'Short form', publish: 'Publish a version', look: 'Preview', sample: 'Shown with a sample ticket.', published: 'The wording was published' },
  },
})
