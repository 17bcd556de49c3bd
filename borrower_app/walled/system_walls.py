"""What the walled process can't do any more, kept by Linux itself: no socket, no other program, no foreign file.

Two things of the kernel, each alone if the other is not there: Landlock (from 5.13 on: only the interpreter and its
packages can be opened, for reading) and a seccomp filter (no sockets, no new process, no look into another one). Both
are for unprivileged programs, hold for the rest of the process, and need no name space. Elsewhere nothing happens here.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from typing import Final

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ: Final = 0b1100
"""LANDLOCK_ACCESS_FS_READ_FILE and READ_DIR."""
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version knows: all of them are taken away."""
_NETWORK_RIGHTS: Final = 0b11
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER, _DIE_WITH_PARENT, _KILL = 38, 22, 2, 1, 9

_AUDIT_NAMES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FORBIDDEN: Final[dict[str, dict[str, int]]] = {
    "x86_64": {
        "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50,
        "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ptrace": 101, "tkill": 200,
        "add_key": 248, "request_key": 249, "keyctl": 250, "accept4": 288, "perf_event_open": 298, "sendmmsg": 307,
        "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321, "execveat": 322, "userfaultfd": 323,
    },
    "aarch64": {
        "ptrace": 117, "kill": 129, "tkill": 130, "socket": 198, "socketpair": 199, "bind": 200, "listen": 201,
        "accept": 202, "connect": 203, "sendto": 206, "sendmsg": 211, "add_key": 217, "request_key": 218,
        "keyctl": 219, "clone": 220, "execve": 221, "perf_event_open": 241, "accept4": 242, "sendmmsg": 269,
        "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280, "execveat": 281, "userfaultfd": 282,
    },
}  # fmt: skip
_FORBIDDEN_EVERYWHERE: Final = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "pidfd_open": 434, "clone3": 435,
    "pidfd_getfd": 438,
}  # fmt: skip
_OTHER_NUMBERING: Final = 0x40000000
"""Calls of x32 on x86-64 have numbers from here on; nobody here makes one."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def close_off() -> tuple[str, ...]:
    """Close what this system can close, for ever; the names of what holds now. Raises nothing."""
    if sys.platform != "linux":
        return ()
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.syscall.restype = ctypes.c_long
    kernel.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return ()
    walls = []
    if _close_files(kernel):
        walls.append("files")
    if _close_calls(kernel):
        walls.append("calls")
    return tuple(walls)


def _close_files(kernel: ctypes.CDLL) -> bool:
    version = kernel.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS[min(version, max(_FILE_RIGHTS))]) - 1
    asked = struct.pack("=QQ", rights, _NETWORK_RIGHTS) if version >= 4 else struct.pack("=Q", rights)
    ruleset = kernel.syscall(_LANDLOCK_CREATE, asked, ctypes.c_size_t(len(asked)), 0)
    if ruleset < 0:
        return False
    for folder in _own_folders():
        try:
            place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        kernel.syscall(_LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", _READ, place), 0)
        os.close(place)
    closed: bool = kernel.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return closed


def _own_folders() -> set[str]:
    """Where the interpreter, its packages and the system's libraries lie; a person's folders are none of them."""
    packages = {entry for entry in sys.path if os.path.basename(entry) in ("site-packages", "dist-packages")}
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    standard = {entry for entry in sys.path if entry.startswith((sys.base_prefix, sys.prefix))}
    return packages | standard | {own, "/lib", "/lib64", "/usr/lib"}


def _close_calls(kernel: ctypes.CDLL) -> bool:
    machine = platform.machine()
    if machine not in _AUDIT_NAMES:
        return False
    numbers = sorted({*_FORBIDDEN[machine].values(), *_FORBIDDEN_EVERYWHERE.values()})
    # Offsets count steps to skip: the last two steps of the program are "allow" and "refuse".
    steps = [_step(_LOAD, 4), _step(_EQUAL, _AUDIT_NAMES[machine], no=len(numbers) + 3), _step(_LOAD, 0)]
    steps.append(_step(_AT_LEAST, _OTHER_NUMBERING, yes=len(numbers) + 1))
    for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
        steps.append(_step(_EQUAL, number, yes=left))
    steps += [_step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(code))
    return bool(kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
