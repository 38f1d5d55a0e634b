from certification.models.certification import Certification
from certification.models.expert import Expert
from certification.models.level import Level
from certification.models.register_import import (
    ImportedCertification,
    ImportedPerson,
    ImportProblem,
    ImportRow,
    RegisterImport,
)
from certification.models.status import Status
from certification.models.suspension import Suspension

__all__ = [
    "Certification",
    "Expert",
    "ImportProblem",
    "ImportRow",
    "ImportedCertification",
    "ImportedPerson",
    "Level",
    "RegisterImport",
    "Status",
    "Suspension",
]
