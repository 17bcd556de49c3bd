"""Worker lanes and one bridge: the UI thread, one store, one network and one contact thread."""
