"""M-1 messages and what was asked for."""
