"""A filter for the kernel (seccomp), written in its own machine language: what is not named is refused."""

import errno
import os
import struct
import sys

STEP = struct.Struct("HBBI")  # operation, where to if so, where to if not, number
LOAD, IF_EQUAL, IF_ANY, RETURN = 0x20, 0x15, 0x45, 0x06
CALL, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # where these lie in what the kernel shows
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
CLONE_THREAD = 0x00010000  # libde265 (HEIC) does not work without one

X86_64, AARCH64 = "x86_64", "aarch64"
MACHINES = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
# Memory, locks, clocks, chance, threads of its own, and the pipes that are open already.
NUMBERS: dict[str, tuple[int, int]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "close": (3, 57),
    "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222), "mprotect": (10, 226),
    "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216), "madvise": (28, 233),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "gettimeofday": (96, 169), "futex": (202, 98), "set_robust_list": (273, 99),
    "rseq": (334, 293), "getpid": (39, 172), "gettid": (186, 178), "getrandom": (318, 278),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
CLONE = (56, 220)
CLONE3 = 435  # on both: the C library falls back on clone, of which the flags can be seen


def needed() -> bytes | None:
    """None on a machine whose calls we do not know by number."""
    machine = os.uname().machine
    if machine not in MACHINES or sys.maxsize < 2**32:
        return None
    column = list(MACHINES).index(machine)
    return assemble(
        MACHINES[machine], [each[column] for each in NUMBERS.values()], clone=CLONE[column]
    )


def assemble(machine: int, allowed: list[int], *, clone: int) -> bytes:
    steps = [
        (LOAD, 0, 0, MACHINE),
        (IF_EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, CALL),
    ]
    for number in allowed:
        steps += [(IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    steps += [
        (IF_EQUAL, 0, 1, CLONE3),
        (RETURN, 0, 0, REFUSE | errno.ENOSYS),
        (IF_EQUAL, 1, 0, clone),
        (RETURN, 0, 0, REFUSE | errno.EPERM),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (IF_ANY, 1, 0, CLONE_THREAD),
        (RETURN, 0, 0, REFUSE | errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(STEP.pack(*step) for step in steps)
