"""What people at desks and with phones wait for, in a database of a big city's size."""
