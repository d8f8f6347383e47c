/** What is said about channels: by what a person, or a unit, is told. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    title: '通知方式', nothing: '还没有通知方式', nothingWhy: '添加后，催办、到期等消息会发送到这里。', add: '添加', addTitle: '添加通知方式', kind: '方式', address: '地址',
    email: '电子邮箱', sms: '手机号码', chat: '群机器人地址', push: '本浏览器', language: '消息语言',
    chatHelp: '例如 wecombot://、dingtalk://、feishu:// 后接机器人的密钥。', pushHelp: '新消息会在这台设备上弹出提示，关闭页面后仍可收到。',
    allow: '允许通知', pushDenied: '浏览器已禁止本站发送通知。请在浏览器的网站设置里允许后再试。', pushMissing: '此浏览器不支持推送通知，或当前不是加密连接（HTTPS）。',
    pushFailed: '浏览器没能连上推送服务。请检查网络后再试。',
    code: '验证码', codeHelp: (address: string) => `验证码已发送到 ${address}，30 分钟内有效。`, verify: '验证', again: '重新发送验证码', sentAgain: '验证码已重新发送',
    verified: '已验证，可以接收消息', remove: '删除', removeAsk: '删除后不再向此处发送消息，尚未发出的也不再发送。', removed: '已删除',
    test: '发送测试消息', tested: '测试消息已发出，请查收', rules: '通知内容', urgent: '随时通知', stays: '必须接收', saved: '已保存',
    quiet: '标注“随时通知”的消息即时发送；其余消息在工作日 8:00 至 20:00 发送，夜间和休息日的留到下一个工作日早上。',
    failed: '此地址收不到消息。请核对后删除重加，或重新发送验证码。',
  },
  en: {
    title: 'How messages arrive', nothing: 'There is no channel yet', nothingWhy: 'Once one is added, it is told what is urged, due and overdue.', add: 'Add', addTitle: 'Add a channel', kind: 'Kind', address: 'Address',
    email: 'Mail address', sms: 'Mobile number', chat: 'Address of a chat robot', push: 'This browser', language: 'Language of messages',
    chatHelp: 'Such as wecombot://, dingtalk:// or feishu:// with the key of the robot behind it.', pushHelp: 'News appears on this device, also when the page is closed.',
    allow: 'Allow notifications', pushDenied: 'The browser forbids this site to notify. Allow it in the settings of the site, then try again.', pushMissing: 'This browser knows no push messages, or this is no encrypted connection (HTTPS).',
    pushFailed: 'The browser did not reach its push service. Check the network and try again.',
    code: 'Code', codeHelp: (address: string) => `A code was sent to ${address}. It is good for 30 minutes.`, verify: 'Verify', again: 'Send another code', sentAgain: 'Another code was sent',
    verified: 'Verified: messages arrive there', remove: 'Remove', removeAsk: 'Nothing is sent there any more, nor what still waits to be sent.', removed: 'Removed',
    test: 'Send a test message', tested: 'A test message is on its way', rules: 'What is told', urgent: 'at any hour', stays: 'cannot be switched off', saved: 'Saved',
    quiet: 'What is marked “at any hour” is sent at once; the rest on working days from 8:00 to 20:00. What comes up at night or on days off waits for the next working morning.',
    failed: 'Nothing arrives at this address. Check it, then remove it and add it anew, or have another code sent.',
  },
})
