/** What the button says that chooses a file. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: { choose: '选择文件' },
  en: { choose: 'Choose a file' },
})
