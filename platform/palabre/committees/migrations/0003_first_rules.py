from typing import Any

from django.db import migrations


def give_first_rules(apps: Any, _editor: Any) -> None:
    """Committees from before have been working under the usual numbers since they were founded."""
    committees, rules = (apps.get_model("committees", name) for name in ("Committee", "Rules"))
    for committee in committees.objects.filter(rules_ever=None):
        first = rules.objects.create(
            committee=committee,
            number=1,
            announced_on=committee.founded_on,
            in_force_from=committee.founded_on,
        )
        for name in ("Discussion", "Meeting"):
            rows = apps.get_model("committees", name).objects.filter(
                committee=committee, rules=None
            )
            rows.update(rules=first)


class Migration(migrations.Migration):
    dependencies = [("committees", "0002_rules")]
    operations = [migrations.RunPython(give_first_rules, migrations.RunPython.noop)]
