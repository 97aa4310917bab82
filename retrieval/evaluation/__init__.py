"""Figures over question sets, with intervals and calibration."""
