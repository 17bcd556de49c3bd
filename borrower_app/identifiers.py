"""Names of things that are made here (an operation, an own loan, a code to type): drawn at random, and no secrets.

Keys, tokens and nonces come from `secrets` at their own place. What stands on a screen comes from here, so that the
picture tour can draw the same ones twice.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence

_drawn_from: random.Random = secrets.SystemRandom()


def new_identifier(prefix: str, count: int = 12) -> str:
    """`prefix-` and twice `count` hexadecimal digits: never drawn before, as far as chance can promise."""
    return f"{prefix}-{_drawn_from.randbytes(count).hex()}"


def draw(letters: Sequence[str], count: int) -> str:
    """`count` characters, each drawn from `letters`."""
    return "".join(_drawn_from.choice(letters) for _ in range(count))


def draw_at_random() -> None:
    """From now on nobody can foretell what is drawn, as from the start of a process."""
    global _drawn_from  # noqa: PLW0603 - one process draws from one source
    _drawn_from = secrets.SystemRandom()


def draw_from_seed(seed: int) -> None:
    """From now on this process draws the same names after the same steps: for pictures, not for a real lender."""
    global _drawn_from  # noqa: PLW0603 - one process draws from one source
    _drawn_from = random.Random(seed)  # noqa: S311 - not a secret, see above
