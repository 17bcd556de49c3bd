"""Three lanes and one bridge: the UI thread, one store thread, one network thread."""
