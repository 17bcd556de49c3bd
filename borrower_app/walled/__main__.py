"""The walled process: password and file come in at standard input, rows or a refusal go out at standard output.

Input: the length of the password in bytes (four of them, big-endian), the password in UTF-8, the file.
Output: `{"sheets": [{"rows": [["cell", null, …], …], "merged": […]}, …]}` or `{"refused": "reason"}`, one JSON text. It
takes no argument, reads no setting and writes nothing else.
"""

from __future__ import annotations

import logging
import sys

import msgspec

from borrower_app.imports.cells import Sheet, TableRefused
from borrower_app.imports.document_kind import is_pdf
from borrower_app.walled.resource_limits import limit_resources
from borrower_app.walled.system_walls import close_off


def answer_to(content: bytes, password: str) -> dict[str, object]:
    """What stands in the file; every fault of the reading library ends as a refusal."""
    try:
        return {"sheets": [{"rows": sheet.rows, "merged": sheet.merged} for sheet in _read(content, password)]}
    except TableRefused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # noqa: BLE001
        # The library meets a stranger's bytes: whatever it raises means that the file is not as it should be.
        return {"refused": "damaged"}


def _read(content: bytes, password: str) -> tuple[Sheet, ...]:
    if is_pdf(content):
        from borrower_app.imports.pdf_table import read_pdf

        return read_pdf(content, password)
    from borrower_app.imports.table_file import read_table_file

    return read_table_file(content)


def main() -> None:
    """Read one file and end."""
    limit_resources()
    logging.disable()
    given = sys.stdin.buffer.read()
    length = int.from_bytes(given[:4], "big")
    password, content = given[4 : 4 + length].decode("utf-8", "replace"), given[4 + length :]
    if is_pdf(content):
        # The library is there before the walls are.
        import pdfplumber  # noqa: F401
    close_off()
    sys.stdout.buffer.write(msgspec.json.encode(answer_to(content, password)))


if __name__ == "__main__":
    main()
