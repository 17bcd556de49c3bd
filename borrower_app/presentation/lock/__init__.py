"""F-3 lock, passphrase and PIN."""
