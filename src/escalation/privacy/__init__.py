"""Privacy: what is held about a person is shown to who asks for it, and erased when time or the person wants it."""
