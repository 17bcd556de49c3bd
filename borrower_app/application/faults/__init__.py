"""A bug of ours: told to the user, kept in a log without personal data, and the app goes on."""
