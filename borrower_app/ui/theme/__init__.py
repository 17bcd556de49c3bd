"""Colours, sizes, fonts and the one style sheet, all from `resources/theme/tokens.json`."""
