import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { signInFromAddress, tokenOf } from './api/session.ts'
import App from './App.vue'
import { i18n, setLanguage } from './i18n.ts'
import { createWindowRouter } from './router.ts'
import { cachedAppearance, showTheme, spokenLanguage } from './stores/appearance-cache.ts'
import './styles/base.css'

// A fresh link pasted into this tab changes only the fragment: the page must begin again to use it. This listener
// comes before the router's, which would take the token for a place and rewrite it.
for (const type of ['popstate', 'hashchange'] as const) {
  window.addEventListener(type, (event) => {
    if (tokenOf(location.hash) === null) return
    event.stopImmediatePropagation()
    location.reload()
  })
}

const { language, theme } = cachedAppearance()
showTheme(theme)
// A part of the window that is fetched later may be gone when Onesheet was updated meanwhile: the page begins anew.
window.addEventListener('vite:preloadError', () => location.reload())

// Before the router is made, which would take the token for a place.
await Promise.all([signInFromAddress(), setLanguage(spokenLanguage(language))])
createApp(App).use(createPinia()).use(i18n).use(createWindowRouter()).mount('#app')
