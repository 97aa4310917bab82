"""Candidates in order: features, learned weights, and the second stage that reads the best."""
