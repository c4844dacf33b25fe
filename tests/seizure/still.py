"""In the house that is carried off, urns are filled when the story says so and at no minute of the clock: a
machine may be as slow as it likes."""

from dataclasses import replace

from django.apps import AppConfig

from palabre.jobs import registry


class Still(AppConfig):
    name = "tests.seizure"
    label = "seizure"

    def ready(self) -> None:
        filling = registry.task_named("motions.fill")
        registry._tasks[filling.name] = replace(filling, slot="")
