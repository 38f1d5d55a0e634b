from people.models.consent import Consent, ConsentScope
from people.models.erasure import Erasure, RegisterHistory
from people.models.organisation import Organisation
from people.models.person import Expertise, Person
from people.models.public_version import PublicVersion, Version, public_version
from people.models.sector import Sector
from people.models.staff import StaffCountries

__all__ = [
    "Consent",
    "ConsentScope",
    "Erasure",
    "Expertise",
    "Organisation",
    "Person",
    "PublicVersion",
    "RegisterHistory",
    "Sector",
    "StaffCountries",
    "Version",
    "public_version",
]
