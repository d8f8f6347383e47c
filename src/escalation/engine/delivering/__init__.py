"""What is a worker's share in delivering made of? `engine.deliveries` puts it together."""
