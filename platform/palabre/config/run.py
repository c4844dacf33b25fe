"""`make run`: prepare everything, load the demonstration into an empty database, serve."""

import os
import sys

ACCOUNTS = "awa issa fanta moussa djeneba mariam salif sira admin"


def main() -> None:
    os.environ["PALABRE_DEMONSTRATION"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
    prepare()
    os.environ["PALABRE_READY"] = welcome()
    os.execv(  # noqa: S606 (the server takes this process's place, and its signals)
        sys.executable,
        [sys.executable, "-m", "gunicorn", "-c", "python:palabre.config.gunicorn", APPLICATION],
    )


APPLICATION = "palabre.config.wsgi:application"


def prepare() -> None:
    set_up()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("loaddemonstration", if_empty=True)


def set_up() -> None:
    """Translations first: a process that has begun without them writes the demonstration in English."""
    import django  # noqa: PLC0415 (the environment is set just above)

    from palabre.core.catalogues import compile_catalogues  # noqa: PLC0415

    compile_catalogues()
    django.setup()


def welcome() -> str:
    port = os.environ.get("PORT", "8000")
    return f"""
Palabre répond / is served at  http://127.0.0.1:{port}/

  comptes / accounts   {ACCOUNTS}
  mot de passe / password   palabre-demo
  second facteur (TOTP) des équipes / staff second factor   PALABREDEMOPALABREDEMO22
  coffre des lecteurs / readers' vault   palabre demo vault

Ctrl-C pour arrêter / to stop.
"""


if __name__ == "__main__":
    main()
