/** Which language is spoken, and what is said in it. */
import { computed, type ComputedRef, ref, watchEffect } from 'vue'
import { en } from './en'
import { type Texts, zh } from './zh'

export type Language = 'zh' | 'en'

const REMEMBERED = 'console.language'

function first(): Language {
  const chosen = localStorage.getItem(REMEMBERED)
  if (chosen === 'zh' || chosen === 'en') return chosen
  return navigator.languages.some((each) => each.startsWith('zh')) || !navigator.languages.length ? 'zh' : 'en'
}

/** The language of the page, and of what is asked of the server. */
export const language = ref<Language>(first())
/** As `lang` attributes and `Intl` have it (RFC 5646). */
export const languageTag = computed(() => (language.value === 'zh' ? 'zh-Hans' : 'en'))
/** All texts in the language of the page. */
export const texts = computed<Texts>(() => (language.value === 'zh' ? zh : en))

watchEffect(() => {
  document.documentElement.lang = languageTag.value
})

export function speak(wanted: Language): void {
  language.value = wanted
  localStorage.setItem(REMEMBERED, wanted)
}

/** The label of something that comes with both languages. */
export function said(label: { readonly zh: string; readonly en: string }): string {
  return label[language.value]
}

/** Some things in a row, as a sentence has them; what is empty is none. */
export const listed = (parts: readonly string[]): string => parts.filter(Boolean).join(language.value === 'zh' ? '、' : ', ')

/** Texts of a few pages alone: they are loaded with these pages. The compiler looks that English has the keys of Chinese. */
export function textsOf<T>(both: { readonly zh: T; readonly en: NoInfer<T> }): ComputedRef<T> {
  return computed(() => both[language.value])
}
