"""Supervision (督查): tickets are drawn by lot and looked into; what is found on the spot is kept and followed up."""
