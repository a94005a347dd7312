"""Vigil: an infusion session monitoring dashboard."""
