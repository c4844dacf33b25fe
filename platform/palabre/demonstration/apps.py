from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "palabre.demonstration"

    def ready(self) -> None:
        import palabre.demonstration.checks  # noqa: F401
