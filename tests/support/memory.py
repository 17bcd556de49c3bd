"""How often a secret stands in the memory of this very process, without this process ever holding it to look for it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

MASK = 0xA5
_MASKED = bytes(value ^ MASK for value in range(256))
_CHUNK = 8 * 1024 * 1024
_OVERLAP = 256


def masked_key(folder: Path, phrase: str, pin: str = "") -> bytes:
    """The data key of a folder, each byte of it turned over; found by another process."""
    program = (
        "import sys; from pathlib import Path; from borrower_app.store import folder_pin, keys\n"
        "folder, phrase, pin = Path(sys.argv[1]), *sys.stdin.read().split('\\n')\n"
        "pinned = folder_pin.pinned_key(folder)\n"
        "if pinned is None: key = keys.open_wrapped(folder, phrase)\n"
        "else: key = folder_pin.open_with_pin(pinned, folder_pin.outer_from_passphrase(pinned, phrase), pin)\n"
        f"print(bytes(byte ^ {MASK} for byte in key).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        input=f"{phrase}\n{pin}",
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return bytes.fromhex(done.stdout.strip())


def masked(secret: bytes) -> bytes:
    """A secret turned over; for one that the test knows anyway."""
    return secret.translate(_MASKED)


def hex_of(turned: bytes) -> bytes:
    """The same secret as it would stand as lower-case hex, turned over."""
    pieces = bytearray()
    for byte in turned:
        value = byte ^ MASK
        pieces += bytes(ord(digit) ^ MASK for digit in f"{value:02x}")
    return bytes(pieces)


def times_in_memory(*turned: bytes) -> int:
    """How often any of these stands in the writable memory of this process."""
    found = 0
    with open("/proc/self/maps", encoding="ascii") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps.readlines():
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line)
            if place is None or not place[3].startswith("rw") or "[v" in line:
                continue
            begin, end = int(place[1], 16), int(place[2], 16)
            for start in range(begin, end, _CHUNK):
                try:
                    memory.seek(start)
                    part = memory.read(min(_CHUNK + _OVERLAP, end - start)).translate(_MASKED)
                except (OSError, ValueError, OverflowError):
                    continue
                # What begins in the overlap is counted with the next part.
                found += sum(
                    match.start() < _CHUNK for secret in turned for match in re.finditer(re.escape(secret), part)
                )
    return found
