"""How fast is it, and compared with what? `make bench`; docs/performance.md explains the figures."""
