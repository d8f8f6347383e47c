"""Supervision (督查): tickets and visits are drawn by lot and looked into; what is found is kept and followed up."""
