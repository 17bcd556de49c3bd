"""The window as a program: its start, and the way of each intent."""
