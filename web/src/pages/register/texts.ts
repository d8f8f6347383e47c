/** What the page says on which clerks write down what somebody told them. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '登记意见', about: '电话里、窗口前、走访中听到的，都在这里登记；登记后进入收件箱。',
    what: '事由', whatHelp: '一句话说清是什么事，如“小区东门路灯不亮”。', words: '群众原话', wordsHelp: '照原话记，时间、地点、要求写全。', source: '来源', place: '地点', placeHelp: '门牌、小区或路口。',
    unit: '受理单位', unitHelp: '不选则为本单位。', name: '姓名', contact: '联系方式', contactHelp: '只用于回访和告知办理结果；加密保存，查看要写明理由并留下记录。', noContact: '不留联系方式也可以登记。', citizen: '反映人',
    confidential: '需要保密（不让被反映的单位看到）', known: '可能已有人反映', knownHelp: '是同一件事也请登记，之后可以合并成一件交办单。', send: '登记', sending: '正在登记…',
    done: '已登记', doneWhy: (title: string) => `“${title}”已进入收件箱。`, photos: '有照片就加在这里', next: '去生成交办单', nextHelp: '相似的意见会一起列出，可以合并办理。', another: '再登记一条', added: (count: number) => `已添加 ${count} 个文件`, draft: '填写的内容会暂存在这台设备上，联系方式除外。',
  },
  en: {
    title: 'Register an opinion', about: 'What somebody said by telephone, at the counter or on a visit. It goes to the inbox.',
    what: 'What it is about', whatHelp: 'In a line, such as “The lamp at the east gate is out”.', words: 'What was said', wordsHelp: 'In their words: when, where, and what they want.', source: 'How it came', place: 'Where it is', placeHelp: 'A house, an estate or a crossing.',
    unit: 'Unit that receives it', unitHelp: 'Yours, if you choose none.', name: 'Name', contact: 'Telephone or address', contactHelp: 'For the follow-up call and the answer alone. It is encrypted; whoever reads it says why, and that is recorded.', noContact: 'It can be registered without.', citizen: 'Who said it',
    confidential: 'Confidential (kept from the unit it is about)', known: 'Somebody may have said it before', knownHelp: 'Register the same matter too: several can become one ticket afterwards.', send: 'Register', sending: 'Registering…',
    done: 'Registered', doneWhy: (title) => `“${title}” is in the inbox.`, photos: 'Photos, if there are any', next: 'Form a ticket', nextHelp: 'Opinions that are alike are listed with it, and can be taken together.', another: 'Register another one', added: (count) => `${count} files added`, draft: 'What you type is kept on this device, except for who said it.',
  },
})
