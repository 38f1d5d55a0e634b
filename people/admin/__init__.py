"""The staff side of who people are."""

from people.admin.history import RegisterHistoryAdmin
from people.admin.organisation import OrganisationAdmin
from people.admin.person import PersonAdmin
from people.admin.sector import SectorAdmin
from people.admin.staff import RoleAdmin, StaffAdmin

__all__ = [
    "OrganisationAdmin",
    "PersonAdmin",
    "RegisterHistoryAdmin",
    "RoleAdmin",
    "SectorAdmin",
    "StaffAdmin",
]
