"""Rounding: the five modes of the `schedule` contract, exact on whole numbers, always to a stated unit."""

from __future__ import annotations

from typing import Final, Literal

Mode = Literal["half_up", "half_even", "up", "down", "none"]

MODES: Final[tuple[Mode, ...]] = ("half_up", "half_even", "up", "down", "none")


def divide(numerator: int, denominator: int, mode: Mode) -> int:
    """The whole number for `numerator / denominator`; the denominator is positive.

    `up` goes away from zero, `down` towards zero. `none` asks for full precision: the caller then counts in grains far
    below any unit of money, and the last grain is rounded half to even.
    """
    if numerator < 0:
        return -divide(-numerator, denominator, mode)
    if mode == "half_up":
        return (2 * numerator + denominator) // (2 * denominator)
    if mode == "down":
        return numerator // denominator
    if mode == "up":
        return -(-numerator // denominator)
    quotient, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and quotient & 1):
        quotient += 1
    return quotient


def to_multiple(numerator: int, denominator: int, unit: int, mode: Mode) -> int:
    """`numerator / denominator` rounded to a multiple of `unit` (both counted in the same grain)."""
    return divide(numerator, denominator * unit, mode) * unit
