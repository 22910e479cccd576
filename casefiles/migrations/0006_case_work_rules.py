from django.db import migrations

from casefiles.text import sound_key
from casefiles.triggers import create_triggers, drop_triggers


def keep_exits(apps, schema_editor):
    """The exit of each file already closed becomes a row of its own: reopening must not lose it."""
    CaseFile, Closure = apps.get_model("casefiles", "CaseFile"), apps.get_model("casefiles", "Closure")
    for case_file in CaseFile.objects.filter(closed_on__isnull=False, closures__isnull=True):
        last_move = case_file.stage_moves.order_by("-moved_on", "-created_at").first()
        Closure.objects.create(
            case_file=case_file,
            closed_on=case_file.closed_on,
            closed_by_id=last_move.by_id if last_move else case_file.case_manager_id,
            exit_reason_id=case_file.exit_reason_id,
            housing_outcome_id=case_file.housing_outcome_id,
            note=case_file.exit_note,
        )


def number_waiting_list(apps, schema_editor):
    """Those who wait keep the order in which they entered, programme by programme."""
    turns = {}
    for entry in apps.get_model("casefiles", "WaitingEntry").objects.select_related("referral").order_by(
        "entered_on", "created_at"
    ):
        programme = entry.referral.programme_id
        entry.programme_id, entry.turn = programme, 1
        if entry.left_on is None:
            turns[programme] = entry.turn = turns.get(programme, 0) + 1
        entry.save(update_fields=["turn", "programme"])


def note_sounds(apps, schema_editor):
    """How each name sounds: who is already known is found again under another spelling."""
    persons = apps.get_model("casefiles", "Person").objects
    for pk, first_name, last_name in persons.filter(sound_key="").values_list("pk", "first_name", "last_name"):
        persons.filter(pk=pk).update(sound_key=sound_key(first_name, last_name))


class Migration(migrations.Migration):
    dependencies = [("casefiles", "0005_case_work")]
    operations = [
        migrations.RunPython(keep_exits, migrations.RunPython.noop),
        migrations.RunPython(number_waiting_list, migrations.RunPython.noop),
        migrations.RunPython(note_sounds, migrations.RunPython.noop),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
