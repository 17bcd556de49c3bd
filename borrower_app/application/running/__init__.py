"""One running app behind one window: its state, its lanes' jobs, and the way of each intent."""
