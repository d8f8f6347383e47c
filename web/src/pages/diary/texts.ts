/** What the pages of the diary say. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    write: '写日记', views: '日记范围', mine: '我的日记', review: '待评定', all: '下属单位日记',
    none: '还没有日记', noneMine: '走访回来写一篇：见了谁，听到什么，看到什么。', noneReview: '没有待评定的日记，下属单位提交后会出现在这里。', noneAll: '下属单位还没有提交过日记。',
    more: '显示更多', people: (n: number) => `走访 ${n} 人`, by: (who: string, unit: string) => [who, unit].filter(Boolean).join(' · '), unnamed: '未署名',
    heading: '民情日记', lead: '走访中听到的、看到的记下来，提交后由上级评定。', title: '标题', day: '日期', place: '地点', placeHelp: '例如：幸福嘎查二组', content: '内容', contentHelp: '见了谁，听到什么，看到什么，打算怎么办。',
    met: '走访对象', metHelp: '姓名和联系方式加密保存，上级只能看到部分号码，也不会留在本机。', name: '姓名', contact: '联系方式', addPerson: '再加一人', removePerson: '移除',
    save: '存为草稿', submit: '提交', sending: '正在提交…', kept: '未提交的内容保存在本机，断网、刷新都不会丢失。', offline: '当前没有网络，内容已保存在本机，联网后再提交。',
    newTitle: '写民情日记', changeTitle: '修改草稿', back: '全部日记', missing: '没有这篇日记，或者您无权查看。', author: '编写人', submittedAt: '提交时间', state: '状态',
    edit: '修改', takeBack: '撤回', discard: '删除草稿', discardAsk: '删除这篇草稿？删除后不能恢复。', print: '打印', grade: '评定等级', comment: '评价内容', commentHelp: '写得好的地方，还要改进的地方。',
    reviewTitle: '评定这篇日记', reviewed: '评定', reviewedBy: (who: string, when: string) => [who, when].filter(Boolean).join('，'), notReviewed: '尚未评定',
    opinions: '登记的意见建议', register: '登记意见建议', registerHelp: '登记到本单位的意见箱，来源为民情日记。', noOpinions: '这篇日记还没有登记意见建议。', opinionTitle: '事项', opinionWords: '群众怎么说的',
    citizen: '反映人', citizenName: '反映人姓名', citizenContact: '反映人联系方式', erased: '已按规定清除',
    counts: '各单位提交情况', month: '月份', unit: '单位', submitted: '提交', reviewedCount: '已评定', authors: '编写人数', noCounts: '近半年没有提交的日记。', export: '导出 Excel', lastMonths: '近六个月，按日记日期统计',
  },
  en: {
    write: 'Write an entry', views: 'Whose entries', mine: 'My diary', review: 'To be reviewed', all: 'Of units below',
    none: 'No entries yet', noneMine: 'Write one when you come back: whom you met, what you heard and saw.', noneReview: 'Nothing waits for a review. What units below hand in appears here.', noneAll: 'Units below have handed in nothing yet.',
    more: 'Show more', people: (n: number) => `${n} ${n === 1 ? 'person' : 'people'} met`, by: (who: string, unit: string) => [who, unit].filter(Boolean).join(' · '), unnamed: 'not named',
    heading: 'Diary', lead: 'What was heard and seen on the way is noted, handed in and graded by those above.', title: 'Title', day: 'Day', place: 'Place', placeHelp: 'Such as: second group of the village', content: 'Content', contentHelp: 'Whom you met, what you heard and saw, what you mean to do.',
    met: 'People met', metHelp: 'Names and contacts are encrypted, masked for those above, and not kept on this device.', name: 'Name', contact: 'Contact', addPerson: 'Add somebody', removePerson: 'Remove',
    save: 'Keep as a draft', submit: 'Hand in', sending: 'Sending…', kept: 'What is not sent is kept on this device, through reloads and dead networks.', offline: 'There is no network. What you wrote is kept on this device; hand it in once you are back.',
    newTitle: 'Write in the diary', changeTitle: 'Change a draft', back: 'All entries', missing: 'There is no such entry, or you may not read it.', author: 'Author', submittedAt: 'Handed in', state: 'State',
    edit: 'Change', takeBack: 'Take back', discard: 'Delete the draft', discardAsk: 'Delete this draft? It cannot be brought back.', print: 'Print', grade: 'Grade', comment: 'Comment', commentHelp: 'What is good, and what could be better.',
    reviewTitle: 'Review this entry', reviewed: 'Review', reviewedBy: (who: string, when: string) => [who, when].filter(Boolean).join(', '), notReviewed: 'Not reviewed yet',
    opinions: 'Opinions that came of it', register: 'Register an opinion', registerHelp: 'It goes to the inbox of this unit, with the diary as its source.', noOpinions: 'No opinion came of this entry yet.', opinionTitle: 'Matter', opinionWords: 'What people said',
    citizen: 'Who said it', citizenName: 'Name of who said it', citizenContact: 'Contact of who said it', erased: 'Erased as the rules demand',
    counts: 'Handed in by units', month: 'Month', unit: 'Unit', submitted: 'Handed in', reviewedCount: 'Reviewed', authors: 'Authors', noCounts: 'Nothing was handed in during the last six months.', export: 'Export to Excel', lastMonths: 'The last six months, by the day of the entry',
  },
})
