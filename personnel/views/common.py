"""What the views of a dossier share: fetching through the door, and the frame around every page of one dossier."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import Access
from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG, TRANSFER, VIEW
from accounts.refusals import get_visible_or_404, log_refused
from orgunits.models import Unit
from personnel.attachments.papers import overview
from personnel.forms.supplement import may_enter
from personnel.models import Appointment, Dossier, Leaving, PendingPaper, Transfer
from personnel.paper_checks import PaperState, paper_state, survey
from personnel.quality.completeness import completeness
from personnel.quality.review import Review
from personnel.sections import SECTIONS, Panel, Section
from personnel.services.require_authority import OutsideAuthority
from personnel.timeline import recent_events
from personnel.transfers.rights import send_verdict

NOTHING_CHANGED = "Không có gì thay đổi."
REVIEWING = "reviewing"  # in the session: the dossier that is being looked through in a review, and the way back to it
PAPER = "giay-to"  # in addresses: the registered paper under which something is entered


def get_dossier(request: HttpRequest, code: str, *, looking_at: str = "") -> Dossier:
    """The dossier by its staff code, through the door: not yours is not found. Each look is logged (TCHQ-4.2).

    looking_at: which part of the dossier, for the log.
    """
    dossier = get_visible_or_404(
        Dossier.objects.visible_to(request.user).for_list().select_related("ethnic_group", "religion"),
        account=request.user,
        target=code,
        kept_by="now_unit_id",
        code=code,
    )
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, target=dossier.code, unit=dossier.now_unit, detail=looking_at)
    return dossier


def posted(request: HttpRequest):
    """What a form is bound to: everything that was posted, nothing at all included; None on a look."""
    return request.POST if request.method == "POST" else None


def get_paper(request: HttpRequest, **about) -> PendingPaper | None:
    """The registered paper that the address names (`?giay-to=`), which must wait, be the account's to enter, and be
    about that dossier or none; None when it names none."""
    if PAPER not in request.GET:
        return None
    papers = PendingPaper.objects.to_enter_by(request.user)
    return get_object_or_404(papers, pk=row_id(request.GET[PAPER]), **about)


def row_id(text: str) -> int:
    """The id that an address names. Raises Http404 for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def log_unmasking(request: HttpRequest, dossier: Dossier, part: Panel | Section) -> None:
    """Log that the restricted fields of a panel or section were shown."""
    AccessEvent.log(
        AccessEvent.Kind.UNMASK, request.user, target=dossier.code, unit=dossier.now_unit, detail=part.title
    )


def log_outside(request: HttpRequest, error: Exception, unit) -> None:
    """Log that the table of decentralisation refused what was entered; other errors are the form's matter."""
    if isinstance(error, OutsideAuthority):
        log_refused(request, detail=f"Ngoài phân cấp: {error.detail}", unit=unit)


def dossier_context(request: HttpRequest, dossier: Dossier, *, today, current: str) -> dict:
    """What templates/personnel/_dossier.html needs: summary, sections with counts, check against paper, newest changes.

    current: slug of the section shown, "" for the panels.
    """
    known, access = standing(dossier, today), request.user.access
    verdicts = {slug: access.may_write(section.group, dossier) for slug, section in SECTIONS.items()}
    return {
        "dossier": dossier,
        "is_party_member": dossier.is_party_member(today),
        "main_appointment": known.main_appointment,
        "leaving_ahead": known.leaving_ahead,
        "families": _families(known.paper.counts),
        "paper": known.paper,
        "paper_part": known.paper.parts.get(current),
        "current": current,
        "scans": overview(dossier),
        "recent": partial(recent_events, dossier, limit=5),
        "quality": Review(dossier, completeness(dossier, known.paper.counts), access),
        "verdict": verdicts.get(current),
        "may_read_log": access.may_on(ACCESS_LOG, dossier),
        "manages": access.manages_everywhere or access.manages(dossier.now_unit_id),
        "may_enter": may_enter(request.user, dossier),
        "moving": known.moving,
        "may_send": known.moving is None and bool(send_verdict(access, dossier)),
        "may_ask": known.moving is None and _may_ask(access, dossier),
        "reviewing": _reviewing(request, dossier),
        "decidable": [section for slug, section in SECTIONS.items() if section.needs_decision and verdicts[slug]],
        "crumbs": _crumbs(access, dossier),
    }


def _may_ask(access: Access, dossier: Dossier) -> bool:
    """Whether the account may ask for a dossier that another unit keeps, of somebody who serves in its own (HG-9)."""
    employer = dossier.now_employer_id
    kept_here = employer is None or access.reaches_at(VIEW, dossier.now_unit_id, dossier.pk)
    return not kept_here and access.may(TRANSFER, employer)


def _reviewing(request: HttpRequest, dossier: Dossier) -> dict | None:
    """The review from which the account came to mend this dossier."""
    known = request.session.get(REVIEWING)
    return known if known and known["code"] == dossier.code else None


def _families(counts: dict[str, int]) -> list[tuple[str, list[tuple[Section, int]]]]:
    """The sections under their headings, each with its number of records."""
    lists = groupby(SECTIONS.values(), key=lambda section: section.family)
    return [(family, [(section, counts[section.slug]) for section in sections]) for family, sections in lists]


def _crumbs(access: Access, dossier: Dossier) -> list[dict]:
    """The lists in which the account finds the dossier: of the unit that keeps it, else of who came from elsewhere."""
    crumbs = [{"label": "Hồ sơ", "url": reverse("personnel:list")}]
    unit, more = dossier.now_unit, ""
    if dossier.now_employer and not access.reaches_at(VIEW, dossier.now_unit_id, dossier.pk):
        unit, more = dossier.now_employer, "&noi-lam=den"
    if unit:
        crumbs.append({"label": unit.name, "url": f"{reverse('personnel:list')}?don-vi={unit.code}{more}"})
    return crumbs


@dataclass(frozen=True)
class Standing:
    """How the parts stand, the main position held today: `valid_from`, `term_ends_on`, and the transfer that is under
    way: `state`, `to_unit`; leaving_ahead: words of a leaving on file that is still to come."""

    paper: PaperState
    main_appointment: Appointment | None
    moving: Transfer | None
    leaving_ahead: str


def standing(dossier: Dossier, today) -> Standing:
    """What the frame of a dossier's pages tells of its sections, in one query."""
    main = Appointment.objects.on(today).filter(dossier=OuterRef("pk"), is_main=True)
    held = {f"main_{name}": Subquery(main.values(name)[:1]) for name in ("valid_from", "term_ends_on")}
    under_way = Transfer.objects.filter(dossier=OuterRef("pk"), state__in=Transfer.OPEN)
    moving = {f"moving_{name}": Subquery(under_way.values(name)[:1]) for name in ("pk", "state", "to_unit__name")}
    ahead = Leaving.objects.filter(dossier=OuterRef("pk"), valid_from__first_day__gt=today).order_by("valid_from")
    leaving = {f"leaving_{name}": Subquery(ahead.values(name)[:1]) for name in ("valid_from", "kind__name")}
    row = Dossier.objects.filter(pk=dossier.pk).values(**survey(), **held, **moving, **leaving).get()
    appointment = Appointment(valid_from=row["main_valid_from"], term_ends_on=row["main_term_ends_on"])
    transfer = Transfer(pk=row["moving_pk"], state=row["moving_state"] or "")
    transfer.to_unit = Unit(name=row["moving_to_unit__name"] or "")
    return Standing(
        paper_state(dossier, row),
        appointment if appointment.valid_from else None,
        transfer if transfer.pk else None,
        f"{row['leaving_kind__name']} từ {row['leaving_valid_from']}" if row["leaving_valid_from"] else "",
    )
