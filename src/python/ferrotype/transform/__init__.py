"""Passes from the structured program to the structured program."""
