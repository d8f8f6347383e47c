"""Tests of contact points."""
