"""Run inside the served demonstration: signs its people in, and says where things stand there.

python -m tests.journeys.inhabit      prints JSON
"""

import json
import os
import sys
import time
from typing import Any

import django

PEOPLE = ("awa", "fanta", "issa", "mariam", "sira", "admin", "tidiane", "boureima")
FRESH = 3600  # seconds in which nobody is asked for the password again


def main() -> None:
    os.environ["PALABRE_DEMONSTRATION"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.config.settings"
    django.setup()

    from django.conf import settings  # noqa: PLC0415 (the apps are there only now)

    from palabre.demonstration.management.commands.loaddemonstration import (  # noqa: PLC0415
        CODES,
    )
    from tests.house.places import find_places  # noqa: PLC0415

    places = {name: str(getattr(place, "pk", place)) for name, place in find_places().items()}
    codes = (settings.DATA / CODES).read_text(encoding="utf-8").splitlines()
    sessions = {name: sign_in(name) for name in PEOPLE}
    said = {"sessions": sessions, "places": places, "codes": [line.split()[0] for line in codes]}
    sys.stdout.write(json.dumps(said))


def sign_in(name: str) -> str:
    from allauth.account.internal.flows import login  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from palabre.people.models import User  # noqa: PLC0415

    person = User.objects.get(username=name)
    client = Client()
    client.force_login(person)
    session: Any = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() + FRESH}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main()
