from django.db import migrations

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
    entries = apps.get_model("casefiles", "WaitingEntry").objects.filter(left_on__isnull=True)
    turns = {}
    for entry in entries.select_related("referral").order_by("entered_on", "created_at"):
        programme = entry.referral.programme_id
        turns[programme] = entry.turn = turns.get(programme, 0) + 1
        entry.save(update_fields=["turn"])


class Migration(migrations.Migration):
    dependencies = [("casefiles", "0005_case_work")]
    operations = [
        migrations.RunPython(keep_exits, migrations.RunPython.noop),
        migrations.RunPython(number_waiting_list, migrations.RunPython.noop),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
