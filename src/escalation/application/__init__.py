"""The application: routes, tasks and sample data of every capability, put together."""
