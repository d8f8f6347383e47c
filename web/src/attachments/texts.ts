/** What is said about files on their way to a ticket. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: {
    add: '添加文件', camera: '拍照', ways: '也可以把文件拖到这里，或直接粘贴截图。', taken: '支持 JPEG、PNG、WebP、PDF、DOCX、XLSX，每个不超过 20 MB。', drop: '松开即可上传',
    going: '正在上传的文件', progress: (name: string) => `${name} 的上传进度`, sent: (percent: number) => `已上传 ${percent}%`, waits: '没有网络，恢复后自动继续', looks: '正在检查文件…', cancel: '取消上传', dismiss: '知道了', again: '再试一次',
    tooLarge: '文件超过 20 MB，无法上传。请压缩后再试。', empty: '文件是空的。', remove: '移除', removeTitle: (name: string) => `移除“${name}”`, why: '移除原因', removeHelp: '移除后不能恢复，办理记录中会保留移除人和原因。', confirm: '确认移除', cancelRemoval: '不移除', done: (name: string) => `“${name}”已上传`,
  },
  en: {
    add: 'Add files', camera: 'Take a photo', ways: 'Or drop files here, or paste a picture.', taken: 'JPEG, PNG, WebP, PDF, DOCX and XLSX, up to 20 MB each.', drop: 'Let go to upload',
    going: 'Files on their way', progress: (name) => `Progress of ${name}`, sent: (percent) => `${percent} % sent`, waits: 'No network: it goes on by itself', looks: 'Looking at the file…', cancel: 'Stop', dismiss: 'Close', again: 'Try again',
    tooLarge: 'It is larger than 20 MB. Make it smaller and try again.', empty: 'The file is empty.', remove: 'Remove', removeTitle: (name) => `Remove “${name}”`, why: 'Why', removeHelp: 'It cannot be brought back. Who removed it and why stays in the history.', confirm: 'Remove it', cancelRemoval: 'Keep it', done: (name) => `“${name}” is uploaded`,
  },
})
