"""Every section and panel of the dossier, declared once (DESIGN §4).

From one declaration come tab, table, forms, history labels, workbook sheets, completeness, print and the permission
check. A new kind of record is a model, one `Section` in the file of its family, one migration and one test.
"""

from personnel.sections import career, merit, panels, pay, personal, study
from personnel.sections.base import Column, Panel, Section, TimeRule

PANELS: tuple[Panel, ...] = panels.PANELS
SECTIONS: dict[str, Section] = {
    section.slug: section for family in (career, pay, study, merit, personal) for section in family.SECTIONS
}
POSTINGS, APPOINTMENTS, LEAVINGS, POSTPONEMENTS, SALARIES, STUDIES = (
    SECTIONS[slug] for slug in ("cong-tac", "bo-nhiem", "tinh-trang", "lui-nghi-huu", "luong", "dao-tao")
)
PANEL_OF: dict[str, Panel] = {panel.slug: panel for panel in PANELS}

__all__ = [
    "APPOINTMENTS",
    "LEAVINGS",
    "PANELS",
    "PANEL_OF",
    "POSTINGS",
    "POSTPONEMENTS",
    "SALARIES",
    "SECTIONS",
    "STUDIES",
    "Column",
    "Panel",
    "Section",
    "TimeRule",
]
