"""Figures for staff: what is asked for, named, put into tables. Pure but for the cache."""
