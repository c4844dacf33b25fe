"""`make bench`: a thousand open cases and nine thousand that are closed, in the demonstration.

Prints the cookie of a moderator, for whoever measures their queue.
"""

import os
import sys
from datetime import timedelta

import django

OPEN, CLOSED = 1_000, 9_000


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    django.setup()
    from django.conf import settings  # noqa: PLC0415 (the settings are chosen just above)
    from django.test import Client  # noqa: PLC0415

    from palabre.people.models import User  # noqa: PLC0415

    fill()
    client = Client()
    client.force_login(User.objects.get(username="mariam"))
    name = settings.SESSION_COOKIE_NAME
    sys.stdout.write(f"{name}={client.cookies[name].value}\n")


def fill() -> None:
    from palabre.core import guards  # noqa: PLC0415
    from palabre.core.days import today  # noqa: PLC0415
    from palabre.moderation.models import Case, Rule  # noqa: PLC0415
    from palabre.spaces.models import FORUM, Space  # noqa: PLC0415

    forum, rules = Space.objects.get(slug=FORUM), list(Rule.objects.all())

    def case(number: int, **more: object) -> Case:
        return Case(
            label="forums.post",
            item_pk=str(10**6 + number),
            title=f"Fouilles au poste de la route du nord, cas {number}",
            space=forum,
            rule=rules[number % len(rules)],
            original="<p>Les fouilles durent une heure.</p>" * 20,
            **more,
        )

    with guards.lifted():  # nobody decided those that are closed
        Case.objects.bulk_create(case(n, score=n * 37 % 900) for n in range(OPEN))
        Case.objects.bulk_create(
            case(OPEN + n, outcome="kept", closed_on=today() - timedelta(days=n % 300))
            for n in range(CLOSED)
        )


if __name__ == "__main__":
    main()
