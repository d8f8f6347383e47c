// What a browser does with a message from here, also when no page is open: it shows it, and opens what it is about.
'use strict'

self.addEventListener('push', (event) => {
  const told = event.data ? event.data.json() : {}
  event.waitUntil(self.registration.showNotification(told.title || '', { body: told.body || '', tag: told.id, data: { url: told.url } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const url = new URL(event.notification.data?.url || '/console/', self.location.origin)
  // Whoever could send a message could otherwise lead people elsewhere.
  event.waitUntil(self.clients.openWindow(url.origin === self.location.origin ? url.href : '/console/'))
})
