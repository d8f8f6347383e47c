"""What is written from the document; nothing here is edited by hand."""
