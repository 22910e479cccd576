"""What follows the plan in the demonstration: contracts, rhythms, needs, returns, the agenda, who waits."""

import datetime

from django.utils import timezone

from casefiles import demo_content as words
from casefiles.actions import (
    AddReminder,
    AnswerOffer,
    ChangeRhythm,
    DraftContract,
    InformSender,
    KeepFilter,
    LogContact,
    MeetUnmetNeed,
    MoveInWaitingList,
    NoteUnmetNeed,
    OfferPlace,
    PlanMeeting,
    ReopenFile,
    SaveContactTemplate,
    ScheduleAppointment,
    SetFeedback,
    SignContract,
)
from casefiles.models import (
    CaseFile,
    ContactKind,
    ContactMedium,
    FollowUpRhythm,
    LifeAxis,
    Referral,
    UnmetNeedKind,
    WaitingEntry,
)


def follow(life, step, days_ago):
    """The contract of a plan, then a lighter rhythm; here and there a need that nobody answers."""
    if step == 3:
        _contract(life, days_ago)
        _need(life, days_ago)
    code, reason = words.RHYTHMS[step]
    rhythm = FollowUpRhythm.objects.get(code=code)
    if life.file.rhythm_id != rhythm.pk:
        life.act(ChangeRhythm, life.file, days_ago - 1, rhythm=rhythm, reason=reason)


def _contract(life, days_ago):
    """Signed by both; one in three still waits for the person's signature."""
    person, service = words.PROMISES
    contract = life.act(DraftContract, life.file, days_ago, person_engages=person, service_engages=service)
    parties = ("case_manager",) if life.number % 3 == 1 else ("person", "case_manager")
    for party in parties:
        life.act(SignContract, contract, max(days_ago - 1, 0), party=party)


def _need(life, days_ago):
    if life.number % 2:
        return
    kind, axis, note = words.NEEDS[life.number // 2 % len(words.NEEDS)]
    need = life.act(
        NoteUnmetNeed,
        life.file,
        days_ago,
        kind=UnmetNeedKind.objects.get(code=kind),
        axis=LifeAxis.objects.get(code=axis),
        note=note,
    )
    if life.number % 8 == 0:
        life.act(MeetUnmetNeed, need, max(days_ago - 15, 0))


def come_back(life):
    """Somebody who had left comes back for a while, and leaves again."""
    left = (timezone.localdate() - life.file.closed_on).days
    life.act(ReopenFile, life.file, left - 20, reason="Le bail est menacé : on reprend un temps ensemble.")
    life.talk(left - 22, left - 40)
    life.leave(
        ("autonomous", "private_rental"), "Le bail tient ; la porte reste ouverte.", days_ago=left - 45
    )


def while_waiting(demo):
    """Somebody passes first, a place is declined, another is offered; senders are told what they may know."""
    waiting = list(WaitingEntry.objects.filter(left_on__isnull=True).order_by("turn"))
    reason = "Une naissance est attendue le mois prochain : l’équipe en a parlé ensemble."
    demo.run(MoveInWaitingList, waiting[-1], 5, actor=demo.coordination, turn=1, reason=reason)
    waiting[0].refresh_from_db()
    offer = demo.run(OfferPlace, waiting[0], 4, answer_by=timezone.localdate() + datetime.timedelta(days=3))
    note = "Préfère attendre encore un peu : hébergé par un frère jusqu’à la fin du mois."
    demo.run(AnswerOffer, offer, 2, state="declined", note=note)
    # The place is kept for who comes first now, until she answers.
    answer_by = timezone.localdate() + datetime.timedelta(days=4)
    demo.run(OfferPlace, waiting[-1], 1, answer_by=answer_by)
    for referral in Referral.objects.filter(programme=demo.programme, status="waiting").order_by(
        "received_at"
    ):
        demo.run(SetFeedback, referral, 2, level="decision", agreed=True)
        demo.run(InformSender, referral, 1, level="received", means="phone", to_whom=referral.sender_name)


def keep_filters(demo):
    """What two people look at each week, under a name of their own."""
    coordination, holder = demo.coordination, demo.users[words.REFERENT3]
    demo.run(KeepFilter, "files", 6, actor=coordination, name="Dossiers dormants", query="due=dormant")
    demo.run(KeepFilter, "files", 4, actor=holder, name="Sans contact depuis 15 jours", query="silent=15")


def fill_agenda(demo):
    """This week and the next, with what was kept and what was not; reminders; contacts that come back."""
    for email in (words.REFERENTE, words.REFERENT2):
        holder = demo.users[email]
        files = list(
            CaseFile.objects.filter(case_manager=holder, closed_on__isnull=True).order_by("reference")
        )
        for number, meeting in enumerate(words.MEETINGS):
            _meeting(demo, holder, files[number % len(files)], meeting)
        _kept(demo, holder, files)
        for number, (days, said) in enumerate(words.REMINDERS):
            due_on = timezone.localdate() + datetime.timedelta(days=days)
            at = 3 if days < 0 else 0
            demo.run(AddReminder, files[-number - 1], at, actor=holder, due_on=due_on, words=said)
        starts_at = _at(1, 13)
        demo.run(ScheduleAppointment, holder, 0, actor=holder, starts_at=starts_at, note="Réunion d’équipe")
    request = (
        Referral.objects.filter(programme=demo.programme, status="received").order_by("received_at").first()
    )
    demo.run(PlanMeeting, request, 0, starts_at=_at(2, 15), place="Accueil de jour (exemple)")
    _templates(demo)


def _meeting(demo, holder, case_file, meeting):
    days, hour, minutes, kind, medium, place, note = meeting
    return demo.run(
        ScheduleAppointment,
        case_file,
        0,
        actor=holder,
        starts_at=_at(days, hour),
        minutes=minutes,
        kind=demo.lists[ContactKind][kind],
        medium=demo.lists[ContactMedium][medium],
        place=place,
        note=note,
    )


def _kept(demo, holder, files):
    """Of the days before today: one took place and is told, one was for nothing, one is still to tell."""
    for days, outcome, case_file in ((4, "held", files[0]), (2, "not_shown", files[1]), (1, None, files[2])):
        row = _meeting(
            demo, holder, case_file, (-days, 10, 45, "interview", "appointment", "Bureau du Relais", "")
        )
        if outcome:
            note = (
                "Rendez-vous tenu, la suite est notée dans le plan."
                if outcome == "held"
                else "Attendu une demi-heure."
            )
            demo.run(
                LogContact,
                case_file,
                days - 1,
                actor=holder,
                date=timezone.localdate(row.starts_at),
                time=datetime.time(10),
                kind=row.kind,
                medium=row.medium,
                minutes=45,
                parts_present=("person",) if outcome == "held" else (),
                outcome=outcome,
                appointment=row,
                note=note,
            )


def _templates(demo):
    for shared, label, kind, medium, minutes, place, parts in words.TEMPLATES:
        actor = demo.coordination if shared else demo.users[words.REFERENTE]
        demo.run(
            SaveContactTemplate,
            None if shared else actor,
            0,
            actor=actor,
            label=label,
            kind=demo.lists[ContactKind][kind],
            medium=demo.lists[ContactMedium][medium],
            minutes=minutes,
            place=place,
            parts=parts,
        )


def _at(days, hour):
    """That hour so many days from today; a weekend waits for Monday."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    while days >= 0 and day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
