/** Of each list of tickets, by what it is called, the row where somebody was last: they come back to it. */
export const lastReached = new Map<string, string>()
