"""Does time tell who has an account?  python -m tests.people.timing

Signs in wrongly, asks for resets and signs up, known and unknown in turn, on a database of its own
with the real hashes, and prints the medians. Nothing is asserted: machines differ.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
Deed = Callable[[str], None]


def main() -> None:
    import django  # noqa: PLC0415 (settings first)

    django.setup()

    from django.conf import settings  # noqa: PLC0415
    from django.core.cache import cache  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from tests.people.factories import PASSWORD, UserFactory, with_password  # noqa: PLC0415

    # The first of the hashers is the quick one.
    settings.ALLOWED_HOSTS, settings.PASSWORD_HASHERS = (
        ["testserver"],
        settings.PASSWORD_HASHERS[1:],
    )
    call_command("migrate", verbosity=0)
    for _each in range(300):
        UserFactory.create()
    for number in range(ROUNDS + 1):
        with_password(UserFactory.create(username=f"known{number}"))

    def post(address: str, typed: dict[str, str]) -> None:
        cache.clear()
        assert Client().post(address, typed).status_code in (200, 302)

    def form(email: str) -> dict[str, str]:
        passwords = {"password1": PASSWORD, "password2": PASSWORD}
        return {"email": email, "name": "N", "side": "civilian"} | passwords

    def wrong(login: str) -> None:
        post("/accounts/login/", {"login": login, "password": "not it"})

    deeds: dict[str, Deed] = {
        "sign in by name": wrong,
        "sign in by mail": lambda who: wrong(f"{who}@palabre.example"),
        "reset": lambda who: post("/accounts/password/reset/", {"email": f"{who}@palabre.example"}),
        "sign up": lambda who: post("/accounts/signup/", form(f"{who}@palabre.example")),
    }
    titles = ("known", "unknown", "apart", "fastest", "unknown", "apart")
    say(f"{'median of ' + str(ROUNDS):<18}", titles, "  (ms)")
    for name, deed in deeds.items():
        known, unknown = compared(deed)
        halves = statistics.median(known), statistics.median(unknown)
        # On a busy machine the fastest of each says more than the median.
        quickest = min(known), min(unknown)
        say(f"{name:<18}", (*halves, halves[1] - halves[0], *quickest, quickest[1] - quickest[0]))


def say(name: str, columns: Sequence[str | float], last: str = "") -> None:
    shown = (each if isinstance(each, str) else f"{each:.2f}" for each in columns)
    sys.stdout.write(name + "".join(f"{each:>10}" for each in shown) + last + "\n")


def compared(deed: Deed) -> tuple[list[float], list[float]]:
    """In turn, so that whatever else the machine does weighs on both alike."""
    took: dict[str, list[float]] = {"known": [], "strange": []}
    for number in range(ROUNDS + 1):
        for kind, times in took.items():
            begun = time.perf_counter()
            deed(f"{kind}{number}")
            times.append((time.perf_counter() - begun) * 1000)
    # The first of each pays for imports and templates.
    return took["known"][1:], took["strange"][1:]


if __name__ == "__main__":
    main()
