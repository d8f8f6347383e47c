/** What a person has set on this device: appearance, density of rows, shortcuts. */
import { reactive, watch } from 'vue'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'roomy' | 'dense'

interface Settings {
  theme: Theme
  density: Density
  shortcuts: boolean
}

const REMEMBERED = 'console.settings'
const BY_DEFAULT: Settings = { theme: 'system', density: 'roomy', shortcuts: true }

function remembered(): Settings {
  try {
    return { ...BY_DEFAULT, ...(JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') as Partial<Settings>) }
  } catch {
    return { ...BY_DEFAULT }
  }
}

export const settings = reactive(remembered())

watch(
  settings,
  (now) => {
    localStorage.setItem(REMEMBERED, JSON.stringify(now))
    const root = document.documentElement
    if (now.theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = now.theme
    root.dataset['density'] = now.density
  },
  { immediate: true },
)
