/** What the frame around the mechanisms of the programme says. */
import { textsOf } from '@/texts/texts'

export const texts = textsOf({
  zh: { title: '大引领', overview: '总览', lead: '工作队沉到基层，听意见、解难题、促落实。这里列出各项工作机制，点名称进入。' },
  en: { title: 'Programme', overview: 'Overview', lead: 'Teams go to the villages, listen, and see that things get done. These are the ways in which they work.' },
})
