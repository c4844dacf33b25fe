"""Behind these walls a process computes, reads its input and writes its answer. Nothing else.

Two walls stand always: limits (memory, time, no new file descriptor of any kind, no byte to a
disk), and no way to gain rights. Then the kernel is asked to refuse every system call but a
few. Where it does not know how, the process goes where there is neither network nor file; where
that is not to be had either, it does not open what was sent at all.
"""

import ctypes
import os
import resource

from palabre.files.cell import SECONDS_TO_SEE, Refused, syscalls

MEMORY = 1024 * 1024 * 1024
STANDARD = 3  # input, answer, complaints: the only descriptors there will ever be
NICE = 10  # pages are served first

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER = 2
SIGKILL = 9
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000

_kernel = ctypes.CDLL(None, use_errno=True)


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))


def close(seconds: int = SECONDS_TO_SEE) -> None:
    _limit(seconds)
    os.nice(NICE)
    asked = [
        _control(PR_SET_PDEATHSIG, SIGKILL),
        _control(PR_SET_DUMPABLE, 0),
        _control(PR_SET_NO_NEW_PRIVS, 1),
    ]
    if not all(asked) or not (refuse_calls(syscalls.needed()) or go_where_nothing_is()):
        raise Refused("closed")


def _limit(seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, STANDARD),
    ):
        resource.setrlimit(what, (most, most))


def refuse_calls(program: bytes | None) -> bool:
    """Whether the kernel took the filter, for good, for this process."""
    if program is None:
        return False
    its = _Filter(len(program) // syscalls.STEP.size, program)
    return _control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(its))


def go_where_nothing_is() -> bool:
    """A network without an interface, and for the root of all files a folder that takes none."""
    if _kernel.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    try:
        os.chroot("/proc/self/fdinfo")
        os.chdir("/")
    except OSError:
        return False
    return True


def _control(*arguments: object) -> bool:
    padded = [*arguments, 0, 0, 0, 0][:5]
    longs = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in padded[1:]]
    return bool(_kernel.prctl(padded[0], *longs) == 0)
