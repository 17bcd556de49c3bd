"""`python -m borrower_app` is the command `borrower-app`; with `--walled` alone it reads one file, walled in."""

import sys

if sys.argv[1:] == ["--walled"]:
    from borrower_app.walled.__main__ import main as read_walled

    read_walled()
    raise SystemExit(0)

from borrower_app.cli import main

raise SystemExit(main())
