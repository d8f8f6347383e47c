"""Units in their tree, the members who staff them, and teams across departments."""
