"""Domain of open311: what a form says, and what a service request is; pure."""
