"""Domain of messages: what is told to whom, in which words, and when not."""
