"""Messages: who is told what, by e-mail, text message, chat or browser, once, and not at night."""
