"""Groups: who leads a unit and answers for it, who coordinates, and who is sent to supervise other units for a time."""
