"""What can an operator do from the terminal? Commands build everything, and decide nothing."""
