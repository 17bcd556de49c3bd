"""`python -m borrower_app` is the same as the command `borrower-app`."""

from borrower_app.cli import main

raise SystemExit(main())
