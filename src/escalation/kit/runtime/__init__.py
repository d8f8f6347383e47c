"""What one process works with: context, idempotency, operations, cursors, receipts, encryption."""
