"""Synthetic monorepos: made from a seed and a number of modules, to measure Pants on."""
