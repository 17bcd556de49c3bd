"""The running app behind the window: what it knows at this moment, its worker lanes, and the answers to intents."""
