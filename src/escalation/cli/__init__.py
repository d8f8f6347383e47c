"""What can an operator do from the terminal? Commands build everything, and decide nothing."""

from escalation.cli.garbage_collection import collect_seldom

# What a command imports is a hundred thousand objects that all stay; to go through them again and again while they come
# is a seventh of the time that a short command takes.
collect_seldom()
