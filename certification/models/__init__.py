from certification.models.certification import Certification
from certification.models.expert import Expert
from certification.models.level import Level
from certification.models.status import Status
from certification.models.suspension import Suspension

__all__ = ["Certification", "Expert", "Level", "Status", "Suspension"]
