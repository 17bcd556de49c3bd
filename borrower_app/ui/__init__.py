"""The window: the only room that knows Qt. Pages render frozen views, send intents, and know no store or network."""
